// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.septum.common.page.Markup;

/** What all pages share: one file with one look, which loads nothing. */
public final class PageFrame {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);

    private PageFrame() {}

    /** Begins a page up to its first section. */
    public static Markup open(String title) {
        Markup page = new Markup();
        page.trusted("<!DOCTYPE html>\n");
        page.open("html", "lang", "en");
        page.open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        // The page loads nothing, whatever a name in it may try.
        page.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'");
        page.element("title", title);
        page.trusted("<style>" + resource("report.css") + "</style>").close();
        return page.open("body").open("main");
    }

    /** Writes the header: what kind of page it is, its name, and how things stand. */
    public static void header(Markup page, String kind, String name, String status, Clock clock) {
        page.open("header").element("p", kind, "class", "overline");
        page.element("h1", name);
        page.element("p", status + "; written " + ZonedDateTime.now(clock).format(MINUTE), "class", "status");
        page.close();
    }

    /** Begins a section; the caller closes it. */
    public static void section(Markup page, String heading) {
        page.open("section").element("h2", heading);
    }

    /** Ends a page after its last section. */
    public static String close(Markup page) {
        page.close();
        page.trusted("<script>" + resource("report.js") + "</script>");
        return page.close().close() + "\n";
    }

    private static String resource(String name) {
        try (InputStream in = PageFrame.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
