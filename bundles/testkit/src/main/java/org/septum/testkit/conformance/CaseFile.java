// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A file of cases: paragraphs of lines, in which tables stand for many cases. The head of shapes.txt says how one is written. */
final class CaseFile {

    private CaseFile() {}

    /**
     * The cases of a file of this package, in order.
     *
     * @throws IllegalArgumentException naming the case and the line that cannot be read
     */
    static List<WrittenCase> read(String file) {
        try (InputStream in = CaseFile.class.getResourceAsStream(file)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cases of a file's text. */
    static List<WrittenCase> parse(String text) {
        List<WrittenCase> cases = new ArrayList<>();
        for (String paragraph : text.replaceAll("(?m)^#.*\n", "").strip().split("\n\n+")) {
            for (String line : filledIn(paragraph.lines().map(String::strip).toList())) {
                if (line.startsWith("case ")) {
                    cases.add(new WrittenCase(line.substring("case ".length())));
                } else {
                    cases.get(cases.size() - 1).add(line);
                }
            }
        }
        return cases;
    }

    /** The lines below a table, once for each of its rows, with the row's cells in place of the columns' names in braces. */
    private static List<String> filledIn(List<String> lines) {
        if (!lines.get(0).startsWith("each ")) {
            return lines;
        }
        List<String> columns = cells(lines.get(0));
        int rows = 1;
        while (lines.get(rows).startsWith("|")) {
            rows++;
        }
        List<String> below = lines.subList(rows, lines.size());
        List<String> all = new ArrayList<>();
        for (String row : lines.subList(1, rows)) {
            List<String> cells = cells(row);
            all.addAll(filledIn(
                    below.stream().map(line -> filledIn(line, columns, cells)).toList()));
        }
        return all;
    }

    private static String filledIn(String line, List<String> columns, List<String> cells) {
        String filled = line;
        for (int i = 0; i < columns.size(); i++) {
            filled = filled.replace("{" + columns.get(i) + "}", cells.get(i));
        }
        return filled;
    }

    /** What stands behind the bars. */
    private static List<String> cells(String line) {
        return Stream.of(line.split("\\|")).skip(1).map(String::strip).toList();
    }
}
