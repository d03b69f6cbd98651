// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.septum.api.Printable;
import org.septum.common.text.CsvLine;
import org.septum.services.compare.Table;

/** Writes tables as Markdown, as CSV and as LaTeX for the package booktabs. */
final class TextFormats {

    private static final String NUMBER = "[-+]?\\d[\\d.,]*(e[-+]?\\d+)?";
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_\\[\\]|~#>]");

    private TextFormats() {}

    static String markdown(Table table) {
        StringBuilder text = new StringBuilder();
        text.append(markdown(table.columns().stream().map(Table.Column::heading).toList()));
        text.append(markdown(table.columns().stream()
                .map(column -> column.number() ? "---:" : "---")
                .toList()));
        table.rows()
                .forEach(row -> text.append(
                        markdown(row.stream().map(TextFormats::markdown).toList())));
        return text.toString();
    }

    private static String markdown(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** Text as it is: names may hold what Markdown takes for links, pictures, code or HTML. */
    static String markdown(String text) {
        return MARKDOWN.matcher(Printable.line(text).replace("&", "&amp;").replace("<", "&lt;"))
                .replaceAll("\\\\$0");
    }

    /** Comma-separated values. */
    static String csv(Table table) {
        StringBuilder text = new StringBuilder(
                CsvLine.of(table.columns().stream().map(Table.Column::heading).toList()));
        table.rows()
                .forEach(cells -> text.append(
                        CsvLine.of(cells.stream().map(Printable::line).toList())));
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
        for (char c : Printable.line(text).toCharArray()) {
            switch (c) {
                case '\\' -> latex.append("\\textbackslash{}");
                case '&', '%', '$', '#', '_', '{', '}' -> latex.append('\\').append(c);
                case '~' -> latex.append("\\textasciitilde{}");
                case '^' -> latex.append("\\textasciicircum{}");
                case '<' -> latex.append("\\textless{}");
                case '>' -> latex.append("\\textgreater{}");
                case '"' -> latex.append("\\textquotedbl{}");
                case '`' -> latex.append("\\textasciigrave{}");
                default -> latex.append(c);
            }
        }
        return latex.toString();
    }
}
