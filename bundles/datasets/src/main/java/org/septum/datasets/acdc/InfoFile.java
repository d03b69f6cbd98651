// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.acdc;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.common.files.BoundedFile;

/**
 * A patient's Info.cfg: lines of a name, a colon and a value, such as {@code ED: 1}.
 *
 * @param shown the file as messages name it
 */
record InfoFile(String shown, Map<String, String> values) {

    static final String NAME = "Info.cfg";

    /** It has six short lines. */
    private static final long LARGEST = 1 << 16;

    /** What Windows' editors and shells put before a text. */
    private static final Map<String, Charset> MARKS = Map.of(
            "\u00ef\u00bb\u00bf", StandardCharsets.UTF_8,
            "\u00ff\u00fe", StandardCharsets.UTF_16LE,
            "\u00fe\u00ff", StandardCharsets.UTF_16BE);

    /**
     * @throws UserError if the file is missing, or a line is not of that form or stands twice
     */
    static InfoFile read(Path file, String shown) {
        Map<String, String> values = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file, shown).split("\\R")) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new UserError("'" + shown + "', line " + number + ": found '" + line
                        + "', expected a name, a colon and a value, such as 'ED: 1'");
            }
            String name = line.substring(0, colon).strip();
            if (values.putIfAbsent(name, line.substring(colon + 1).strip()) != null) {
                throw new UserError(
                        "'" + shown + "', line " + number + ": '" + name + "' stands twice; leave one of them");
            }
        }
        return new InfoFile(shown, values);
    }

    private static String lines(Path file, String shown) {
        try {
            return text(BoundedFile.bytes(file, LARGEST));
        } catch (NoSuchFileException e) {
            throw new UserError("'" + shown + "' is missing, which tells the frames of a patient's phases; unpack the"
                    + " patient's folder again");
        } catch (IOException e) {
            throw new UserError("'" + shown + "' cannot be read (" + e + ")", e);
        }
    }

    /** By the byte order mark, if there is one; otherwise every byte is a character, so that an odd one is shown. */
    private static String text(byte[] bytes) {
        for (Map.Entry<String, Charset> mark : MARKS.entrySet()) {
            byte[] expected = mark.getKey().getBytes(StandardCharsets.ISO_8859_1);
            if (bytes.length >= expected.length
                    && Arrays.equals(expected, 0, expected.length, bytes, 0, expected.length)) {
                return new String(bytes, expected.length, bytes.length - expected.length, mark.getValue());
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * @throws UserError if there is no such line
     */
    String required(String name) {
        return find(name)
                .orElseThrow(() -> new UserError("'" + shown + "' has no line '" + name + ": ...'; it has "
                        + (values.isEmpty() ? "no lines" : String.join(", ", values.keySet()))));
    }

    /**
     * The number of a phase's frame, counted from 1.
     *
     * @throws UserError if there is none, or it is not a number from 1
     */
    int frame(String phase) {
        String text = required(phase);
        try {
            int frame = Integer.parseInt(text);
            if (frame >= 1) {
                return frame;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UserError(
                "'" + shown + "' has frame '" + text + "' for " + phase + ", allowed are whole numbers from 1");
    }
}
