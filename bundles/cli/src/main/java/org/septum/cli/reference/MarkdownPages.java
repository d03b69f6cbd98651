// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.reference;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.septum.cli.reference.Reference.Page;
import org.septum.cli.reference.Reference.Row;
import org.septum.cli.reference.Reference.Topic;

/** Writes the reference as Markdown, as GitHub and most other readers of it understand it. */
final class MarkdownPages {

    private MarkdownPages() {}

    /** The texts of the files by their names, the index first. */
    static Map<String, String> of(Reference reference, String version) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("index.md", index(reference, version));
        reference.pages().forEach(page -> files.put(page.name() + ".md", page(page)));
        return files;
    }

    private static String index(Reference reference, String version) {
        StringBuilder text =
                new StringBuilder("# Septum " + version + ": reference\n\n| page | content |\n|---|---|\n");
        for (Page page : reference.pages()) {
            String parts = page.parts().stream()
                    .map(part -> "[" + cell(part.title()) + "](" + page.name() + ".md#" + anchor(part.title()) + ")")
                    .collect(Collectors.joining(", "));
            text.append("| [" + page.title() + "](" + page.name() + ".md) | " + parts + " |\n");
        }
        return text.toString();
    }

    private static String page(Page page) {
        StringBuilder text = new StringBuilder("# " + page.title() + "\n\n[Index](index.md)\n");
        if (!page.lead().isEmpty()) {
            text.append('\n').append(cell(page.lead())).append('\n');
        }
        if (page.parts().isEmpty()) {
            text.append("\nNone is installed.\n");
        }
        page.parts().forEach(part -> part(part, text));
        return text.toString();
    }

    private static void part(Topic part, StringBuilder text) {
        text.append("\n## ").append(part.title()).append("\n\n").append(cell(part.text()));
        if (!part.origin().isEmpty()) {
            text.append(" (").append(part.origin()).append(')');
        }
        text.append('\n');
        if (part.rows().isEmpty()) {
            text.append("\nIt has no options.\n");
            return;
        }
        text.append("\n| option | type | default | range | |\n|---|---|---|---|---|\n");
        for (Row row : part.rows()) {
            String type = row.page().isEmpty() ? row.type() : "[" + row.type() + "](" + row.page() + ".md)";
            text.append("| `").append(row.name()).append("` | ").append(type);
            text.append(" | ").append(cell(row.byDefault()));
            text.append(" | ").append(cell(row.range()));
            text.append(" | ").append(cell(row.documentation())).append(" |\n");
        }
    }

    /** GitHub's anchor of a heading. */
    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("[", "\\[")
                .replace("\n", " ");
    }
}
