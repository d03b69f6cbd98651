// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.septum.api.UserError;
import org.septum.engine.record.UsedBundles;

/**
 * A plugin that a run used.
 *
 * @param name the bundle's symbolic name
 * @param version the bundle's version
 * @param sha256 its jar's, in hexadecimal digits
 */
public record PackedPlugin(String name, String version, String sha256) {

    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final String LETTERS = "letters, digits and . _ -";

    /**
     * The plugins that offer components of a run.
     *
     * @param record a provenance.json or a lock
     * @param source names it in messages
     * @throws UserError if a name, a version or a hash is none: they come to the terminal and name files
     */
    public static List<PackedPlugin> among(JsonNode record, String source) {
        List<PackedPlugin> plugins = new ArrayList<>();
        UsedBundles used = new UsedBundles(record);
        for (JsonNode bundle : record.path("bundles")) {
            if (bundle.path("plugin").asBoolean() && used.needs(bundle)) {
                plugins.add(new PackedPlugin(
                        text(bundle, "name", WORD, LETTERS, source),
                        text(bundle, "version", WORD, LETTERS, source),
                        text(bundle, "sha256", "[0-9a-f]{64}", "64 hexadecimal digits", source)));
            }
        }
        return plugins;
    }

    private static String text(JsonNode bundle, String key, String pattern, String allowed, String source) {
        String text = bundle.path(key).asText();
        if (!text.matches(pattern)) {
            throw new UserError(source + ": a plugin's " + key + " is '" + text + "', allowed are " + allowed
                    + "; get the file again");
        }
        return text;
    }

    /** Where its jar lies in a pack. */
    public String entry() {
        return "plugins/" + name + "-" + version + ".jar";
    }

    /** Name and version, as messages speak of it. */
    public String label() {
        return name + " " + version;
    }
}
