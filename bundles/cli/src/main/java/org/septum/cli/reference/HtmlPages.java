// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.septum.cli.reference.Reference.Page;
import org.septum.cli.reference.Reference.Row;
import org.septum.cli.reference.Reference.Topic;
import org.septum.common.page.Markup;
import org.septum.common.page.PageFrame;

/** Writes the reference as HTML pages that need nothing else: no script, no other file, no network. */
record HtmlPages(Reference reference, String version) {

    /** The texts of the files by their names, the index first. */
    static Map<String, String> of(Reference reference, String version) {
        HtmlPages pages = new HtmlPages(reference, version);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("index.html", pages.index());
        reference.pages().forEach(page -> files.put(page.name() + ".html", pages.page(page)));
        return files;
    }

    private String index() {
        Markup html = frame("Reference", "index");
        String lead = "What experiments can use: Septum " + version
                + " and the plugins that were installed when these pages were made.";
        html.element("h1", "Reference").text("\n");
        html.element("p", lead, "class", "lead").text("\n");
        for (Page page : reference.pages()) {
            String file = page.name() + ".html";
            html.open("h2").element("a", page.title(), "href", file).close().text("\n");
            names(page, file, html);
        }
        return close(html);
    }

    private String page(Page page) {
        Markup html = frame(page.title(), page.name());
        html.element("h1", page.title()).text("\n");
        if (!page.lead().isEmpty()) {
            html.element("p", page.lead(), "class", "lead").text("\n");
        }
        names(page, "", html);
        page.parts().forEach(part -> part(part, html));
        return close(html);
    }

    private static void names(Page page, String file, Markup html) {
        if (page.parts().isEmpty()) {
            html.element("p", "None is installed.").text("\n");
            return;
        }
        html.open("ul", "class", "names");
        for (Topic part : page.parts()) {
            html.open("li");
            html.element("a", part.title(), "href", file + "#" + anchor(part)).close();
        }
        html.close().text("\n");
    }

    private static void part(Topic part, Markup html) {
        html.open("h2", "id", anchor(part)).text(part.title());
        if (!part.origin().isEmpty()) {
            html.element("span", part.origin(), "class", "origin");
        }
        html.close().text("\n").element("p", part.text()).text("\n");
        if (part.rows().isEmpty()) {
            html.element("p", "It has no options.", "class", "lead").text("\n");
            return;
        }
        html.open("div", "class", "table").open("table").open("thead").open("tr");
        for (String heading : List.of("Option", "Type", "Default", "Range", "What it does")) {
            html.element("th", heading);
        }
        html.close().close().open("tbody").text("\n");
        part.rows().forEach(row -> row(row, html));
        html.close().close().close().text("\n");
    }

    private static void row(Row row, Markup html) {
        html.open("tr").open("td").element("code", row.name()).close().open("td");
        if (row.page().isEmpty()) {
            html.text(row.type());
        } else {
            html.element("a", row.type(), "href", row.page() + ".html");
        }
        html.close().open("td");
        if (row.byDefault().equals("required") || row.byDefault().equals("none")) {
            html.element("span", row.byDefault(), "class", "needed");
        } else {
            html.element("code", row.byDefault());
        }
        html.close().element("td", row.range()).element("td", row.documentation());
        html.close().text("\n");
    }

    /** The page up to its content, with the list of all pages. */
    private Markup frame(String title, String name) {
        Markup html = new Markup().trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        html.open("head").trusted("<meta charset=\"utf-8\">\n");
        html.trusted("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.element("title", title + " - Septum").text("\n");
        String style = PageFrame.resource(HtmlPages.class, "reference.css");
        html.trusted("<style>\n" + style + "</style>").close().text("\n");
        html.open("body").open("nav").element("strong", "Septum " + version).text("\n");
        link("index", "Index", name, html);
        reference.pages().forEach(page -> link(page.name(), page.title(), name, html));
        return html.close().text("\n").open("main").text("\n");
    }

    private static void link(String page, String title, String current, Markup html) {
        String file = page + ".html";
        if (page.equals(current)) {
            html.element("a", title, "href", file, "aria-current", "page");
        } else {
            html.element("a", title, "href", file);
        }
        html.text("\n");
    }

    private static String close(Markup html) {
        return html.close().close().close() + "\n";
    }

    private static String anchor(Topic part) {
        return part.title().replace(' ', '-').toLowerCase(Locale.ROOT);
    }
}
