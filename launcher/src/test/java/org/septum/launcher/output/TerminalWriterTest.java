// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalWriterTest {

    private final StringWriter terminal = new StringWriter();
    private final PrintWriter out = new PrintWriter(new TerminalWriter(terminal));

    /** Of names, files and messages: what clears, moves, retitles, types answers, hides or turns around. */
    @ParameterizedTest
    @CsvSource({
        "001b, [2J",
        "001b, ]0;title",
        "001b, [31m",
        "009b, 2J",
        "000d, hidden",
        "0008, hidden",
        "0007, bell",
        "0000, end",
        "007f, delete",
        "0085, next line",
        "2028, line",
        "202e, gpj.exe",
        "2066, isolate",
        "061c, mark",
        "200e, mark",
        "200b, nothing",
        "feff, nothing"
    })
    void whatComesFromOutsideIsShown(String code, String rest) {
        char c = (char) Integer.parseInt(code, 16);
        out.print("the file 'a" + c + rest + "'");
        assertThat(terminal.toString()).isEqualTo("the file 'a\\u" + code + rest + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tab\tand line\n",
                "windows\r\n",
                "d\u00e9j\u00e0 vu \u6f22\u5b57",
                "\u0645\u06cc\u200c\u0634\u0648\u062f",
                "\ud83d\ude00"
            })
    void textOfEveryLanguageIsLeft(String text) {
        out.print(text);
        assertThat(terminal.toString()).isEqualTo(text);
    }

    @Test
    void charactersOfTwoHalvesAreOneThough() {
        out.print("a\udb40\udc41 \udb40\udd00 \ud83d");
        out.print("\ude00 \udb40");
        out.print("\udc42 \ud83d");
        out.print("x\ud83d");
        out.close();
        assertThat(terminal.toString())
                .isEqualTo("a\\udb40\\udc41 \\udb40\\udd00 \ud83d\ude00 \\udb40\\udc42 \\ud83dx\\ud83d");
    }

    @Test
    void ownCodesStandBehindTheMark() {
        String mark = System.getProperty("septum.terminal.mark");
        out.print(mark + "\r" + "50 %" + mark + "\u001b[1mbold\u001b[0m\u001b[1m");
        assertThat(terminal.toString()).isEqualTo("\r50 %\u001b[1mbold\u001b[0m\\u001b[1m");
    }

    @Test
    void aMarkAtTheEndIsNotShown() {
        out.print("x" + TerminalWriter.MARK);
        out.write(("abc\u001b" + TerminalWriter.MARK).toCharArray(), 1, 3);
        assertThat(terminal.toString()).isEqualTo("xbc\\u001b");
    }
}
