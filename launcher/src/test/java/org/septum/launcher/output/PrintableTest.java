// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    /** The launcher and the bundles share no types, but this rule. */
    @Test
    void theRuleIsThatOfTheBundles() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            all.append('x').appendCodePoint(c).append('\u0645').appendCodePoint(c);
        }
        assertThat(Printable.of(all.toString()).equals(org.septum.api.Printable.line(all.toString())))
                .isTrue();
    }
}
