// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void nounsHaveTheirNumber() {
        assertThat(Words.count(1, "group")).isEqualTo("1 group");
        assertThat(Words.count(0, "group")).isEqualTo("0 groups");
    }
}
