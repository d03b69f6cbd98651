// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvLineTest {

    @Test
    void quotesAsTheStandardDoes() {
        assertThat(CsvLine.of(List.of("a", "b,c", "say \"hi\"", "two\nlines", "")))
                .isEqualTo("a,\"b,c\",\"say \"\"hi\"\"\",\"two\nlines\",\n");
    }

    @Test
    void numbersAreLeft() {
        List<String> numbers = List.of("-0.5", "+0.01", "-1.2e-3", "-inf", "nan", "-", "1,024", "-1,024.5");
        assertThat(CsvLine.of(numbers)).isEqualTo("-0.5,+0.01,-1.2e-3,-inf,nan,-,\"1,024\",\"-1,024.5\"\n");
    }

    /** A spreadsheet would compute them, and some start programs. */
    @Test
    void formulasAreTexts() {
        for (String text : List.of("=1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "+a", "\t=1", "-x", "'=1", "''-x")) {
            String line = CsvLine.of(List.of(text));
            assertThat(line).startsWith(line.startsWith("\"") ? "\"'" : "'");
            assertThat(CsvLine.text("'" + text)).isEqualTo(text);
        }
        assertThat(CsvLine.of(List.of("=1+1", "a=b"))).isEqualTo("'=1+1,a=b\n");
        assertThat(CsvLine.text("'tis")).isEqualTo("'tis");
    }
}
