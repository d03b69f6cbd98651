// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.septum.api.compare.Table;

/** Writes tables as Markdown, as CSV and as LaTeX for the package booktabs. */
final class TextFormats {

    private static final String NUMBER = "[-+]?\\d[\\d.,]*(e[-+]?\\d+)?";

    private TextFormats() {}

    static String markdown(Table table) {
        StringBuilder text = new StringBuilder();
        text.append(markdown(table.columns().stream().map(Table.Column::heading).toList()));
        text.append(markdown(table.columns().stream()
                .map(column -> column.number() ? "---:" : "---")
                .toList()));
        table.rows()
                .forEach(row -> text.append(
                        markdown(row.stream().map(TextFormats::markdownCell).toList())));
        return text.toString();
    }

    private static String markdown(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String markdownCell(String cell) {
        return cell.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_");
    }

    /** Comma-separated values as RFC 4180 has them, records ending with a line feed. */
    static String csv(Table table) {
        StringBuilder text = new StringBuilder();
        List<List<String>> records = new ArrayList<>();
        records.add(table.columns().stream().map(Table.Column::heading).toList());
        records.addAll(table.rows());
        for (List<String> cells : records) {
            StringJoiner line = new StringJoiner(",", "", "\n");
            cells.forEach(cell -> line.add(
                    cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                            ? '"' + cell.replace("\"", "\"\"") + '"'
                            : cell));
            text.append(line);
        }
        return text.toString();
    }

    /**
     * A LaTeX table; where the first column's cells are equal they stand once, and a line is drawn between such groups.
     *
     * @param caption written below the table, as it is
     * @param label to refer to it by, as {@code tab:LABEL}
     */
    static String latex(Table table, String caption, String label) {
        StringBuilder text = new StringBuilder("\\begin{table}\n\\centering\n\\begin{tabular}{");
        table.columns().forEach(column -> text.append(column.number() ? 'r' : 'l'));
        text.append("}\n\\toprule\n");
        text.append(latex(table.columns().stream().map(Table.Column::heading).toList()));
        text.append("\\midrule\n");
        boolean grouped =
                table.rows().stream().map(row -> row.get(0)).distinct().count()
                        < table.rows().size();
        String group = null;
        for (List<String> row : table.rows()) {
            List<String> cells = new ArrayList<>(row);
            if (row.get(0).equals(group)) {
                cells.set(0, "");
            } else if (group != null && grouped) {
                text.append("\\midrule\n");
            }
            group = row.get(0);
            text.append(latex(cells));
        }
        return text + "\\bottomrule\n\\end{tabular}\n\\caption{" + escaped(caption) + "}\n\\label{tab:" + label
                + "}\n\\end{table}\n";
    }

    private static String latex(List<String> cells) {
        return String.join(" & ", cells.stream().map(TextFormats::latexCell).toList()) + " \\\\\n";
    }

    /** Numbers and intervals get real minus signs and powers of ten. */
    private static String latexCell(String cell) {
        if (cell.matches(NUMBER)) {
            return "$" + latexNumber(cell) + "$";
        }
        if (cell.matches("\\[" + NUMBER + ", " + NUMBER + "]")) {
            String[] ends = cell.substring(1, cell.length() - 1).split(", ");
            return "$[" + latexNumber(ends[0]) + ", " + latexNumber(ends[1]) + "]$";
        }
        return escaped(cell);
    }

    private static String latexNumber(String number) {
        // A comma that separates thousands would get the space of one that separates a list.
        return number.replace(",", "{,}")
                .replaceFirst("e([-+]?)0*(\\d+)$", " \\\\times 10^{$1$2}")
                .replace("{+", "{");
    }

    private static String escaped(String text) {
        StringBuilder latex = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\\' -> latex.append("\\textbackslash{}");
                case '&', '%', '$', '#', '_', '{', '}' -> latex.append('\\').append(c);
                case '~' -> latex.append("\\textasciitilde{}");
                case '^' -> latex.append("\\textasciicircum{}");
                case '<' -> latex.append("\\textless{}");
                case '>' -> latex.append("\\textgreater{}");
                default -> latex.append(c);
            }
        }
        return latex.toString();
    }
}
