// SPDX-License-Identifier: Apache-2.0
package org.septum.config.section;

import java.util.List;
import java.util.stream.Collectors;
import org.septum.api.Kind;
import org.septum.api.Location;
import org.septum.api.UserError;
import org.septum.common.text.NearestName;
import org.septum.services.plugin.Registry.Installed;

/**
 * Which of the installed components a type means. {@code dice} is the only one of that name; {@code dice@1.2} is that of a
 * bundle of version 1.2, whatever stands behind it: 1.2.0 or 1.2.7, but not 1.20.
 *
 * @param version the bundle's whole version if it was asked for; otherwise empty
 */
public record Choice(Installed entry, String version) {

    /**
     * @param text as it stands in the experiment
     * @param where its place in the experiment, for messages
     * @param candidates all components of the kind
     * @throws UserError if none fits or several do: a silent choice would make results depend on the order of installation
     */
    static Choice of(Kind kind, String text, List<Installed> candidates, String where, Location location) {
        String type = withoutVersion(text);
        List<Installed> named =
                candidates.stream().filter(entry -> entry.type().equals(type)).toList();
        if (named.isEmpty()) {
            throw new UserError(
                    location,
                    where + ": there is no " + kind + " '" + type + "'"
                            + NearestName.advice(
                                    type,
                                    candidates.stream()
                                            .map(Installed::type)
                                            .distinct()
                                            .toList())
                            + "; installed are " + names(candidates) + untrusted());
        }
        boolean byVersion = text.length() > type.length();
        String version = byVersion ? text.substring(type.length() + 1) : "";
        List<Installed> fitting = named.stream()
                .filter(entry -> !byVersion || (entry.version() + ".").startsWith(version + "."))
                .toList();
        if (fitting.isEmpty()) {
            throw new UserError(
                    location,
                    where + ": there is no version '" + version + "' of the " + kind + " '" + type + "'; installed are "
                            + versions(named));
        }
        if (fitting.size() > 1) {
            throw new UserError(location, where + ": several components fit '" + text + "': " + several(fitting));
        }
        return new Choice(fitting.get(0), byVersion ? fitting.get(0).version() : "");
    }

    /** Jars that the launcher left alone may have it. */
    private static String untrusted() {
        String jars = System.getProperty("septum.untrusted", "");
        return jars.isEmpty()
                ? ""
                : "; not started, and perhaps what offers it: " + jars
                        + ". If you trust their makers: 'septum plugins trust'";
    }

    /** {@code dice} of {@code dice@1.2}. */
    public static String withoutVersion(String text) {
        int at = text.indexOf('@');
        return at < 0 ? text : text.substring(0, at);
    }

    /** Types and their bundles, for messages. */
    static String names(List<Installed> entries) {
        return entries.isEmpty()
                ? "none"
                : entries.stream()
                        .map(entry -> entry.type() + " (" + entry.bundle() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String several(List<Installed> fitting) {
        Installed last = fitting.get(fitting.size() - 1);
        boolean sameVersion = fitting.stream()
                .anyMatch(entry -> entry != last && entry.version().equals(last.version()));
        return versions(fitting)
                + (sameVersion
                        ? "; their versions are the same: take one of the bundles away"
                        : "; say which with its version, for example type: " + last.name());
    }

    private static String versions(List<Installed> entries) {
        return entries.stream()
                .map(entry -> entry.name() + " (" + entry.bundle() + ", " + entry.location() + ")")
                .collect(Collectors.joining(", "));
    }
}
