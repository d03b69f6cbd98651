// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Names of files and messages in one line, whoever named them: what {@link TerminalWriter} leaves to a page of text, such as a
 * line's end, would add a line to a message or to the file of what is trusted.
 */
final class Printable {

    private Printable() {}

    /** The path, with control characters, line separators and those that turn the direction of text as their numbers. */
    static String of(Path path) {
        return of(path.toString());
    }

    /** The same for a line of text. */
    static String of(String line) {
        StringBuilder text = new StringBuilder();
        line.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.UNASSIGNED ->
                    Character.toString(point)
                            .chars()
                            .forEach(unit ->
                                    text.append("\\u").append(HexFormat.of().toHexDigits((char) unit)));
                default -> text.appendCodePoint(point);
            }
        });
        return text.toString();
    }
}
