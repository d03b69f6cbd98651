// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A jar of the current directory that was left alone.
 *
 * @param path where it lies
 * @param changed whether the user has trusted a jar in its place
 */
record UntrustedJar(Path path, boolean changed) {

    private static final int MOST_NAMES = 5;

    /** What the user is told, in one line. */
    static String line(List<UntrustedJar> jars) {
        return "not started: " + names(jars)
                + ". Jars in the plugins/ of the folder you are in are programs, and start only"
                + " with your word. If you trust their makers: septum plugins trust";
    }

    /** Some of the jars' names, and what is to be said of each. */
    static String names(List<UntrustedJar> jars) {
        String names = jars.stream()
                .limit(MOST_NAMES)
                .map(jar -> Printable.of(jar.path()) + (jar.changed() ? " (it has changed since you trusted it)" : ""))
                .collect(Collectors.joining(", "));
        return jars.size() > MOST_NAMES ? names + " and " + (jars.size() - MOST_NAMES) + " more" : names;
    }
}
