// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private static TextTable table() {
        TextTable table = new TextTable(Set.of(), "TYPE", "BUNDLE", "SUMMARY");
        table.add("dice", "org.septum.losses", "one minus the soft Dice coefficient of each class");
        table.add("nll", "org.septum.losses", "short");
        return table;
    }

    @Test
    void wrapsTheLastColumnWhereThereIsRoom() {
        assertThat(table().lines(60))
                .containsExactly(
                        "TYPE  BUNDLE             SUMMARY",
                        "dice  org.septum.losses  one minus the soft Dice coefficient",
                        "                         of each class",
                        "nll   org.septum.losses  short");
    }

    @Test
    void putsTheLastColumnBelowWhereThereIsNone() {
        assertThat(table().lines(50))
                .containsExactly(
                        "TYPE  BUNDLE",
                        "    SUMMARY",
                        "dice  org.septum.losses",
                        "    one minus the soft Dice coefficient of each",
                        "    class",
                        "nll   org.septum.losses",
                        "    short");
    }
}
