// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.Location;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.common.files.BoundedFile;
import org.septum.datasets.files.Pairs;

/**
 * A text file (UTF-8) that says which part each group or each sample is in. Its first line is {@code part,group} or {@code
 * part,sample}; every other line has a part (train, validation or test), a comma and a name, which is all that follows the
 * comma. Blank lines and lines that begin with # are skipped, and so are spaces around part and name.
 *
 * @param path as the experiment names it
 * @param ofGroups whether names are those of groups, and not of samples
 * @param entries by name
 */
record PartFile(String path, boolean ofGroups, Map<String, Entry> entries) {

    /** A million names stay below this. */
    private static final long LARGEST = 128L << 20;

    /** Where a name was put. */
    record Entry(Part part, int line) {}

    /**
     * Reads the file that the option {@code file} names.
     *
     * @throws UserError if it is missing, or a line is of another form or repeats a name
     */
    static PartFile read(Arguments arguments) {
        String path = arguments.text("file");
        List<String> lines = lines(arguments, path);
        PartFile file = null;
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (file == null) {
                file = new PartFile(path, isOfGroups(path, line, number), new LinkedHashMap<>());
            } else {
                file.add(line, number);
            }
        }
        if (file == null) {
            throw error(path, 1, "the file is empty; expected 'part,group' or 'part,sample' and then a line for each");
        }
        return file;
    }

    private static List<String> lines(Arguments arguments, String path) {
        try {
            return decoded(BoundedFile.bytes(Path.of(path), LARGEST)).lines().toList();
        } catch (NoSuchFileException e) {
            throw arguments.error("file", "there is no file '" + path + "'" + Pairs.where(Path.of(path)));
        } catch (InvalidPathException e) {
            throw arguments.error("file", "found '" + path + "', which is not a path: " + e.getReason());
        } catch (CharacterCodingException e) {
            throw arguments.error("file", "'" + path + "' is not a text file in UTF-8");
        } catch (IOException e) {
            throw arguments.error("file", "'" + path + "' cannot be read (" + e + ")");
        }
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static boolean isOfGroups(String path, String line, int number) {
        return switch (line.replace("\ufeff", "").replace(" ", "")) {
            case "part,group" -> true;
            case "part,sample" -> false;
            default ->
                throw error(
                        path, number, "found '" + line + "', expected the first line 'part,group' or 'part,sample'");
        };
    }

    private void add(String line, int number) {
        int comma = line.indexOf(',');
        Optional<Part> found =
                Part.find(comma < 0 ? line : line.substring(0, comma).strip());
        String name = comma < 0 ? "" : line.substring(comma + 1).strip();
        if (found.isEmpty() || name.isEmpty()) {
            throw error(number, "found '" + line + "', expected train, validation or test, a comma and a " + noun());
        }
        Part part = found.get();
        Entry other = entries.putIfAbsent(name, new Entry(part, number));
        if (other != null) {
            throw error(
                    number,
                    noun() + " '" + name + "' is in " + part + " here and in " + other.part() + " on line "
                            + other.line() + "; it must be named once");
        }
    }

    /** What a name stands for: "group" or "sample". */
    String noun() {
        return ofGroups ? "group" : "sample";
    }

    UserError error(int line, String message) {
        return error(path, line, message);
    }

    private static UserError error(String path, int line, String message) {
        return new UserError(new Location(path, line, 1), message);
    }
}
