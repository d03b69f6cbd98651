// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads back, one by one, what was written as {@link CsvLine}s. */
public final class CsvRecords {

    private static final int BUFFER = 1 << 14;

    private final Reader in;
    private final boolean growing;
    private final int longest;
    private final Function<String, RuntimeException> trouble;

    private final char[] buffer = new char[BUFFER];
    private int position;
    private int end;

    private final StringBuilder field = new StringBuilder();
    private List<String> before = List.of();

    /**
     * @param growing whether what lies behind the last line feed, left by a process that was killed while it wrote, is no record
     * @param longest how many characters a record may have
     * @param trouble the error that says what is wrong with the present record
     */
    public CsvRecords(Reader in, boolean growing, int longest, Function<String, RuntimeException> trouble) {
        this.in = in;
        this.growing = growing;
        this.longest = longest;
        this.trouble = trouble;
    }

    /** The next record's fields; empty behind the last. */
    public Optional<List<String>> next() throws IOException {
        List<String> fields = new ArrayList<>();
        boolean quoted = false;
        int last = ',';
        for (int length = 0; ; length++) {
            int c = read();
            if (c < 0 && (length == 0 || growing)) {
                return Optional.empty();
            }
            if (c < 0 && quoted) {
                throw trouble.apply("a quotation is not closed");
            }
            if (length > longest) {
                throw trouble.apply("it is longer than " + longest + " characters");
            }
            if (c == '"') {
                if (!quoted && last == '"') { // two within a quotation stand for one
                    field.append('"');
                }
                quoted = !quoted;
            } else if (quoted || c != ',' && c != '\n' && c != '\r' && c >= 0) {
                field.append((char) c);
                length += takeOrdinary();
            } else if (c != '\r') {
                fields.add(taken(fields.size()));
                if (c != ',') {
                    before = fields;
                    return Optional.of(fields);
                }
            }
            last = c;
        }
    }

    /** The field's text; most say what they said in the record before. */
    private String taken(int index) {
        boolean same = index < before.size() && before.get(index).contentEquals(field);
        String text = same ? before.get(index) : CsvLine.text(field.toString());
        field.setLength(0);
        return text;
    }

    /** Takes in one go what is at hand up to the next character that may mean something; how many there are. */
    private int takeOrdinary() {
        int first = position;
        while (position < end && "\",\n\r".indexOf(buffer[position]) < 0) {
            position++;
        }
        field.append(buffer, first, position - first);
        return position - first;
    }

    private int read() throws IOException {
        if (position == end) {
            position = 0;
            end = in.read(buffer);
        }
        return end < 0 ? -1 : buffer[position++];
    }
}
