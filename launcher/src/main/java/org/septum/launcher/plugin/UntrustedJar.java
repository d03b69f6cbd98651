// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.septum.launcher.output.Printable;

/**
 * A jar of the current directory that was left alone.
 *
 * @param path where it lies
 * @param remark what is to be said of it, if anything
 */
public record UntrustedJar(Path path, String remark) {

    private static final int MOST_NAMES = 5;

    /** One that has another content than those that are trusted. */
    static UntrustedJar of(Path path, TrustedPlugins trusted) {
        return new UntrustedJar(path, trusted.knows(path) ? "it has changed since you trusted it" : "");
    }

    /** One that has not been read. */
    static UntrustedJar unread(Path path) {
        return new UntrustedJar(
                path,
                "not read: jars here of the sizes of those you trust have more than " + PluginJars.LARGEST
                        + " bytes together; --plugins takes it nevertheless");
    }

    /** What the user is told, in one line. */
    public static String line(List<UntrustedJar> jars) {
        return "not started: " + names(jars)
                + ". Jars in the plugins/ of the folder you are in are programs, and start only"
                + " with your word. If you trust their makers: septum plugins trust";
    }

    /** Some of the jars' names, and what is to be said of each. */
    public static String names(List<UntrustedJar> jars) {
        String names = jars.stream()
                .limit(MOST_NAMES)
                .map(jar -> Printable.of(jar.path()) + (jar.remark().isEmpty() ? "" : " (" + jar.remark() + ")"))
                .collect(Collectors.joining(", "));
        return jars.size() > MOST_NAMES ? names + " and " + (jars.size() - MOST_NAMES) + " more" : names;
    }
}
