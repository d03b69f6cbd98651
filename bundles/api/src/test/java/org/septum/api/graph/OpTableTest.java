// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OpTableTest {

    private final OpTable<String> table = new OpTable<>("the backend x");

    @Test
    void saysInOneMessageWhatIsMissing() {
        table.put(Op.Softmax.class, "softmax");

        assertThat(table.of(new Op.Softmax())).isEqualTo("softmax");
        assertThatThrownBy(() -> table.of(new Op.Concat()))
                .hasMessage("the backend x does not know the operation Concat");
        assertThat(table.missing())
                .contains("Conv2d", "Binary", "Concat")
                .doesNotContain("Softmax")
                .hasSize(OpTable.types().size() - 1);
    }

    @Test
    void refusesASecondRule() {
        table.put(Op.Concat.class, "one");

        assertThatThrownBy(() -> table.put(Op.Concat.class, "other"))
                .hasMessage("the backend x has two rules for the operation Concat");
    }
}
