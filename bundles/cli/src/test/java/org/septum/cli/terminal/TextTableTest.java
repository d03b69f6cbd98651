// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.terminal;

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
    void aCellEndsNoLineAndIsBounded() {
        TextTable table = new TextTable(Set.of(), "A\n", "B");
        table.add("x\nseptum: run finished", "y".repeat(2000));
        assertThat(table.lines())
                .containsExactly(
                        "A\\u000a                      B",
                        "x\\u000aseptum: run finished  " + "y".repeat(1000) + "... (2000 characters)");
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
