// SPDX-License-Identifier: Apache-2.0
package org.septum.common.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What all pages share: one file with one look, which loads nothing. A kind of page adds a style sheet and a script of its own.
 *
 * @param owner the class beside which the two lie
 * @param name theirs, without {@code .css} and {@code .js}
 */
public record PageFrame(Class<?> owner, String name) {

    /** Begins a page up to its first section. */
    public Markup open(String title) {
        Markup page = new Markup();
        page.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
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
        String style = resource(PageFrame.class, "page.css") + resource(owner, name + ".css");
        page.trusted("<style>" + style + "</style>").close();
        return page.open("body").open("main");
    }

    /** Writes the header: what kind of page it is, its name, and how things stand. */
    public static void header(Markup page, String kind, String name, String status) {
        page.open("header").element("p", kind, "class", "overline").element("h1", name);
        page.element("p", status, "class", "status").close();
    }

    /** Begins a section; the caller closes it. */
    public static void section(Markup page, String heading) {
        page.open("section").element("h2", heading);
    }

    /** Ends a page after its last section. */
    public String close(Markup page) {
        page.close().trusted("<script>" + resource(owner, name + ".js") + "</script>");
        return page.close().close() + "\n";
    }

    /** The text of a resource beside a class. */
    public static String resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
