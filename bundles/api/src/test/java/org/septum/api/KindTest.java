// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KindTest {

    @ParameterizedTest
    @EnumSource
    void aKindNamesAFactory(Kind kind) throws ClassNotFoundException {
        assertThat(Class.forName(kind.service())).isInterface().isAssignableTo(Factory.class);
        assertThat(Kind.ofService(kind.service())).contains(kind);
    }

    @Test
    void kindsHaveTheirArticle() {
        assertThat(Kind.LOSS.described()).isEqualTo("a loss");
        assertThat(Kind.OPTIMIZER.described()).isEqualTo("an optimizer");
    }
}
