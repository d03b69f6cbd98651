// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.data.SampleInfo;

class PrintableTest {

    private static final String FORGED = "x\nseptum: run finished\r\u001b[2J";
    private static final String SHOWN = "x\\u000aseptum: run finished\\u000d\\u001b[2J";

    @ParameterizedTest
    @ValueSource(
            ints = {0, 9, 10, 13, 27, 0x7f, 0x85, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x2028, 0x2029, 0x202e})
    void whatEndsALineTurnsItOrCannotBeSeenIsANumber(int c) {
        assertThat(Printable.line("a" + Character.toString(c) + "b")).isEqualTo(String.format("a\\u%04xb", c));
    }

    @Test
    void charactersOfTwoHalvesAreTwoNumbers() {
        // A tag, a selector of a variant, and a half without the other.
        assertThat(Printable.line("a\udb40\udc41\udb40\udd00\ud83d")).isEqualTo("a\\udb40\\udc41\\udb40\\udd00\\ud83d");
        // A face of Unicode 15.
        assertThat(Printable.line("\ud83e\udee8")).isEqualTo("\ud83e\udee8");
        assertThat(Printable.line("\ud83d\ude00 \u2764\ufe0f \u6f22")).isEqualTo("\ud83d\ude00 \u2764\ufe0f \u6f22");
    }

    @Test
    void joinersAreLeftWhereAWordNeedsThem() {
        assertThat(Printable.line("\u0645\u06cc\u200c\u0634")).isEqualTo("\u0645\u06cc\u200c\u0634");
        assertThat(Printable.line("lv\u200c \u200d")).isEqualTo("lv\\u200c \\u200d");
    }

    @Test
    void aCellIsOfBoundedLength() {
        assertThat(Printable.cell("x".repeat(1000))).isEqualTo("x".repeat(1000));
        assertThat(Printable.cell("x".repeat(999) + "\n" + "y".repeat(100_000)))
                .isEqualTo("x".repeat(999) + "\\u000a... (101000 characters)");
    }

    @Test
    void aMessageGoesOnInIndentedLinesAlone() {
        assertThat(Printable.message("two runs:\n  a\n  b")).isEqualTo("two runs:\n  a\n  b");
        assertThat(Printable.message("no '" + FORGED + "'\n - z")).isEqualTo("no '" + SHOWN + "'\\u000a - z");
        assertThat(Printable.page("a\tb\nc" + "\r")).isEqualTo("a\tb\nc\\u000d");
    }

    @Test
    void aUsersErrorForgesNoLine() {
        assertThat(new UserError(FORGED)).hasMessage(SHOWN);
        assertThat(new UserError("first: " + FORGED + "\nand 2 more", List.of(FORGED, "b", "c")))
                .hasMessage("first: " + SHOWN + "\nand 2 more");
    }

    @Test
    void samplesHaveNamesThatCanBePrinted() {
        for (List<String> names :
                List.of(List.of(FORGED, "p1", "v"), List.of("p1-1", FORGED, "v"), List.of("p1-1", "p1", FORGED))) {
            assertThatThrownBy(() -> new SampleInfo(
                            names.get(0),
                            names.get(1),
                            names.get(2),
                            0,
                            Optional.empty(),
                            Optional.empty(),
                            "data",
                            Map.of()))
                    .isInstanceOf(UserError.class)
                    .hasMessage("data: the name '" + SHOWN + "' has characters that cannot be printed, shown as their"
                            + " numbers; rename what is called so");
        }
    }
}
