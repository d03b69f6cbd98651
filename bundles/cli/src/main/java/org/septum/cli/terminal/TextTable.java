// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.septum.api.Printable;
import org.septum.services.compare.Table;

/** Rows of text in aligned columns, two spaces apart. Cells may come from files: each is printed in one line. */
public final class TextTable {

    private static final String GAP = "  ";
    /** A last column narrower than this is put below its row instead. */
    private static final int NARROWEST = 30;

    private static final int INDENT = 4;

    private final Set<Integer> rightAligned;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param rightAligned the numbers of the columns that hold numbers
     */
    public TextTable(Set<Integer> rightAligned, String... headings) {
        this.rightAligned = rightAligned;
        add(headings);
    }

    public void add(String... cells) {
        rows.add(Stream.of(cells).map(Printable::cell).toList());
    }

    /** Prints a table that a service made, its title below it. */
    public static void print(Table table, PrintWriter out) {
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).number()) {
                numbers.add(i);
            }
        }
        if (!table.rows().isEmpty()) {
            TextTable text = new TextTable(
                    numbers, table.columns().stream().map(Table.Column::heading).toArray(String[]::new));
            table.rows().forEach(row -> text.add(row.toArray(String[]::new)));
            text.lines().forEach(out::println);
            out.println();
        }
        out.println(table.title());
    }

    /** The table's lines; cells are not shortened to fit, so a line may be long. */
    public List<String> lines() {
        int[] widths = widths();
        return rows.stream().map(row -> line(row, row.size(), widths)).toList();
    }

    /** The table's lines in a terminal: the last column is wrapped, below its row if there is little room beside it. */
    public List<String> lines(int columns) {
        int[] widths = widths();
        int last = widths.length - 1;
        int before = 0;
        for (int i = 0; i < last; i++) {
            before += widths[i] + GAP.length();
        }
        boolean below = columns - before < NARROWEST;
        int indent = below ? INDENT : before;
        int room = Math.max(columns - indent, NARROWEST);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            String start = line(row, last, widths);
            for (String part : wrap(row.get(last), room)) {
                if (below && !start.isEmpty()) {
                    lines.add(start);
                    start = "";
                }
                lines.add(start + " ".repeat(indent - start.length()) + part);
                start = "";
            }
        }
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private String line(List<String> row, int count, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : GAP);
            line.append(rightAligned.contains(i) ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }
}
