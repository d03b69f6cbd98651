// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.reference;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.septum.cli.reference.Reference.Page;
import org.septum.cli.reference.Reference.Row;
import org.septum.cli.reference.Reference.Topic;

/** Writes the reference as HTML pages that need nothing else: no script, no other file, no network. */
public final class HtmlPages {

    private static final String STYLE = """
            :root { --ink: #1d2530; --soft: #5a6675; --line: #dde3ea; --ground: #fff; --side: #f5f7fa; --link: #1456a8;
              --mark: #eef3f9; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9aa7b7; --line: #333d4a;
              --ground: #161b22; --side: #1c232c; --link: #79b0f2; --mark: #222c38; } }
            * { box-sizing: border-box; }
            body { margin: 0; color: var(--ink); background: var(--ground); font: 16px/1.55 system-ui, sans-serif;
              display: grid; grid-template-columns: 14rem minmax(0, 1fr); }
            a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
            nav { background: var(--side); border-right: 1px solid var(--line); padding: 1.5rem 1.25rem; font-size: .9rem;
              position: sticky; top: 0; height: 100vh; overflow-y: auto; }
            nav strong { display: block; margin-bottom: .9rem; font-size: 1.05rem; }
            nav a { display: block; padding: .18rem .5rem; margin: 0 -.5rem; border-radius: .3rem; color: var(--ink); }
            nav a[aria-current] { background: var(--mark); color: var(--link); font-weight: 600; }
            main { padding: 1.75rem 2.5rem 4rem; max-width: 76rem; }
            h1 { margin: 0 0 .5rem; font-size: 1.9rem; line-height: 1.2; }
            h2 { margin: 2.4rem 0 .3rem; padding-top: .9rem; border-top: 1px solid var(--line); font-size: 1.25rem; }
            h2 a { color: inherit; }
            p { margin: .3rem 0 .8rem; max-width: 48rem; } .lead, .origin { color: var(--soft); }
            .origin { font-size: .85rem; font-weight: normal; margin-left: .75rem; white-space: nowrap; }
            .names { display: flex; flex-wrap: wrap; gap: .35rem; padding: 0; margin: 1rem 0; list-style: none; }
            .names a { display: block; padding: .1rem .6rem; background: var(--mark); border-radius: 1rem;
              font-size: .9rem; }
            .table { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-size: .92rem; }
            th { text-align: left; color: var(--soft); font-weight: 600; font-size: .8rem; border-bottom: 1px solid
              var(--line); }
            th, td { padding: .45rem .9rem .45rem 0; vertical-align: top; }
            tbody tr + tr td { border-top: 1px solid var(--line); }
            td:nth-child(1), td:nth-child(3) { white-space: nowrap; }
            td:nth-child(2), td:nth-child(4) { min-width: 7rem; max-width: 14rem; } td:nth-child(5) { min-width: 18rem; }
            code { font: .92em ui-monospace, monospace; } td code { font-weight: 600; } .needed { color: var(--soft);
              font-style: italic; }
            @media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; border: 0; }
              main { padding: 1.25rem; } }
            """;

    private final Reference reference;
    private final String version;

    private HtmlPages(Reference reference, String version) {
        this.reference = reference;
        this.version = version;
    }

    /** The texts of the files by their names, the index first. */
    public static Map<String, String> of(Reference reference, String version) {
        HtmlPages pages = new HtmlPages(reference, version);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("index.html", pages.index());
        reference.pages().forEach(page -> files.put(page.name() + ".html", pages.page(page)));
        return files;
    }

    private String index() {
        StringBuilder text = frame("Reference", "index");
        text.append("<h1>Reference</h1>\n<p class=\"lead\">What experiments can use: Septum ")
                .append(escaped(version))
                .append(" and the plugins that were installed when these pages were made.</p>\n");
        for (Page page : reference.pages()) {
            text.append("<h2><a href=\"").append(page.name()).append(".html\">");
            text.append(escaped(page.title())).append("</a></h2>\n");
            names(page, page.name() + ".html", text);
        }
        return close(text);
    }

    private String page(Page page) {
        StringBuilder text = frame(page.title(), page.name());
        text.append("<h1>").append(escaped(page.title())).append("</h1>\n");
        if (!page.lead().isEmpty()) {
            text.append("<p class=\"lead\">").append(escaped(page.lead())).append("</p>\n");
        }
        names(page, "", text);
        page.parts().forEach(part -> part(part, text));
        return close(text);
    }

    private static void names(Page page, String file, StringBuilder text) {
        if (page.parts().isEmpty()) {
            text.append("<p>None is installed.</p>\n");
            return;
        }
        text.append("<ul class=\"names\">");
        for (Topic part : page.parts()) {
            text.append("<li><a href=\"")
                    .append(file)
                    .append('#')
                    .append(anchor(part))
                    .append("\">");
            text.append(escaped(part.title())).append("</a></li>");
        }
        text.append("</ul>\n");
    }

    private static void part(Topic part, StringBuilder text) {
        text.append("<h2 id=\"").append(anchor(part)).append("\">").append(escaped(part.title()));
        if (!part.origin().isEmpty()) {
            text.append("<span class=\"origin\">")
                    .append(escaped(part.origin()))
                    .append("</span>");
        }
        text.append("</h2>\n<p>").append(escaped(part.text())).append("</p>\n");
        if (part.rows().isEmpty()) {
            text.append("<p class=\"lead\">It has no options.</p>\n");
            return;
        }
        text.append("<div class=\"table\"><table><thead><tr><th>Option</th><th>Type</th><th>Default</th><th>Range</th>"
                + "<th>What it does</th></tr></thead><tbody>\n");
        part.rows().forEach(row -> row(row, text));
        text.append("</tbody></table></div>\n");
    }

    private static void row(Row row, StringBuilder text) {
        text.append("<tr><td><code>").append(escaped(row.name())).append("</code></td><td>");
        if (row.page().isEmpty()) {
            text.append(escaped(row.type()));
        } else {
            text.append("<a href=\"").append(row.page()).append(".html\">");
            text.append(escaped(row.type())).append("</a>");
        }
        boolean given = !row.byDefault().equals("required") && !row.byDefault().equals("none");
        text.append("</td><td>").append(given ? "<code>" : "<span class=\"needed\">");
        text.append(escaped(row.byDefault())).append(given ? "</code>" : "</span>");
        text.append("</td><td>").append(escaped(row.range()));
        text.append("</td><td>").append(escaped(row.documentation())).append("</td></tr>\n");
    }

    /** The page up to its content, with the list of all pages. */
    private StringBuilder frame(String title, String name) {
        StringBuilder text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        text.append(escaped(title))
                .append(" - Septum</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head>\n");
        text.append("<body><nav><strong>Septum ").append(escaped(version)).append("</strong>\n");
        link("index", "Index", name, text);
        reference.pages().forEach(page -> link(page.name(), page.title(), name, text));
        return text.append("</nav>\n<main>\n");
    }

    private static void link(String page, String title, String current, StringBuilder text) {
        text.append("<a href=\"").append(page).append(".html\"");
        text.append(page.equals(current) ? " aria-current=\"page\">" : ">");
        text.append(escaped(title)).append("</a>\n");
    }

    private static String close(StringBuilder text) {
        return text.append("</main></body></html>\n").toString();
    }

    private static String anchor(Topic part) {
        return escaped(part.title().replace(' ', '-').toLowerCase(Locale.ROOT));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
