// SPDX-License-Identifier: Apache-2.0
package org.septum.common.page;

import java.util.ArrayDeque;
import java.util.Deque;
import org.septum.api.Printable;

/** Builds HTML and SVG. Every text and attribute value is escaped, so names from data and experiments stay names,
 * and what cannot be seen is shown. */
public final class Markup {

    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are given as name, value, name, value. */
    public Markup open(String tag, String... attributes) {
        start(tag, attributes).append('>');
        open.push(tag);
        return this;
    }

    /** Closes the innermost open element. */
    public Markup close() {
        html.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that holds nothing but text. */
    public Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** An element without content. */
    public Markup empty(String tag, String... attributes) {
        start(tag, attributes).append("/>");
        return this;
    }

    public Markup text(String text) {
        html.append(escaped(text));
        return this;
    }

    /** Style sheet, script or document type, written as they are: never anything that comes from a run. */
    public Markup trusted(String source) {
        html.append(source);
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("elements still open: " + open);
        }
        return html.toString();
    }

    private StringBuilder start(String tag, String... attributes) {
        html.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ').append(attributes[i]).append("=\"");
            html.append(escaped(attributes[i + 1])).append('"');
        }
        return html;
    }

    private static String escaped(String text) {
        return Printable.page(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
