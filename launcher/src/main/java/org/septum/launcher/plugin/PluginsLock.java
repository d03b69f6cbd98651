// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.septum.launcher.machine.SmallFile;
import org.septum.launcher.machine.StartFailure;
import org.septum.launcher.output.Printable;

/**
 * The file plugins.lock beside a folder of plugins, or beside a jar: the jars that may be started, one a line, as sha256sum
 * prints them ({@code SUM  NAME.jar}); {@code septum plugins --lock} writes it. Where both are there, both count. Without one
 * every jar may start, unless the environment variable SEPTUM_PLUGINS_LOCK is {@code required}: then only those for which there
 * is a lock, or the user's {@linkplain TrustedPlugins word}.
 *
 * @param required whether a jar without a lock is refused
 */
public record PluginsLock(boolean required) {

    private static final String NAME = "plugins.lock";
    private static final String VARIABLE = "SEPTUM_PLUGINS_LOCK";
    private static final String REQUIRED = "required";
    private static final int LARGEST = 1 << 20;
    private static final String ADVICE = "'septum plugins --lock'";

    /** @throws StartFailure if the environment variable has a value of no meaning */
    static PluginsLock ofEnvironment() throws StartFailure {
        String value = System.getenv().getOrDefault(VARIABLE, "");
        if (!value.isEmpty() && !value.equals(REQUIRED)) {
            throw StartFailure.input(
                    VARIABLE + " is '" + value + "'; allowed is '" + REQUIRED + "', or leave it unset.");
        }
        return new PluginsLock(!value.isEmpty());
    }

    /**
     * Checks a jar.
     *
     * @param sum the SHA-256 of its copy, which will be run: the jar itself may be another one by then
     * @param trusted whether the user has given the word for this content
     * @throws StartFailure if a lock does not list it as it is, cannot be read, or is missing
     */
    public void check(Path jar, String sum, boolean trusted) throws StartFailure {
        boolean listed = false;
        for (Path lock : List.of(besideFolder(jar), besideJar(jar))) {
            if (isThere(lock)) {
                check(jar, sum, lock);
                listed = true;
            }
        }
        if (required && !listed && !trusted) {
            throw StartFailure.wiring(jar + ": there is no " + besideFolder(jar)
                    + ", nor one beside the jar, and " + VARIABLE + " requires one. If you trust the jar, " + ADVICE
                    + " lists it; its SHA-256 is " + sum + ".");
        }
    }

    private static void check(Path jar, String sum, Path lock) throws StartFailure {
        Set<String> sums = listed(lock, Printable.of(jar.getFileName()));
        if (sums.isEmpty()) {
            throw StartFailure.wiring(jar + ": " + lock + " does not list it; its SHA-256 is " + sum
                    + ". Take it away, or list it if you trust it: " + ADVICE + ".");
        }
        if (!sums.contains(sum)) {
            throw StartFailure.wiring(jar + ": its SHA-256 is " + sum + ", but " + lock + " has "
                    + String.join(" and ", sums)
                    + ". Put the listed jar back, or list this one if you trust it: " + ADVICE
                    + ".");
        }
    }

    /**
     * Writes the locks of jars, whole or not at all: beside the jar for those that are named by themselves, and beside the
     * folder for others.
     *
     * @return the locks that were written
     */
    public static List<Path> write(PluginJars jars) throws StartFailure {
        Map<Path, StringBuilder> locks = new TreeMap<>();
        for (Path jar : new TreeSet<>(jars.all())) {
            locks.computeIfAbsent(
                            jars.named().contains(jar) ? besideJar(jar) : besideFolder(jar),
                            lock -> new StringBuilder())
                    .append(PluginJars.sha256(jar))
                    .append("  ")
                    .append(Printable.of(jar.getFileName()))
                    .append('\n');
        }
        for (Map.Entry<Path, StringBuilder> lock : locks.entrySet()) {
            try {
                SmallFile.write(lock.getKey(), lock.getValue().toString());
            } catch (IOException e) {
                throw StartFailure.input(lock.getKey() + " cannot be written: " + e
                        + ". Make its folder writable, or take away what lies there.");
            }
        }
        return List.copyOf(locks.keySet());
    }

    private static Path besideFolder(Path jar) {
        return jar.toAbsolutePath().normalize().getParent().resolveSibling(NAME);
    }

    private static Path besideJar(Path jar) {
        return jar.toAbsolutePath().normalize().resolveSibling(NAME);
    }

    /** A lock that is there and cannot be one is not the same as none. */
    private static boolean isThere(Path lock) throws StartFailure {
        try {
            if (!SmallFile.isThere(lock)) {
                return false;
            }
        } catch (IOException e) {
            throw unreadable(lock, e.toString());
        }
        if (!Files.isRegularFile(lock)) {
            throw unreadable(lock, "it is not a file, but a folder, a link that leads nowhere or something else");
        }
        return true;
    }

    private static StartFailure unreadable(Path lock, String reason) {
        return StartFailure.input(lock + ": the lock cannot be read: " + reason
                + ". Take it away, and if you trust the plugins, " + ADVICE + " writes it anew.");
    }

    /** The sums of this name: folders side by side, each with a jar of that name, have one lock. */
    private static Set<String> listed(Path lock, String name) throws StartFailure {
        Set<String> sums = new LinkedHashSet<>();
        try {
            for (String line : SmallFile.lines(lock, LARGEST)) {
                String[] words = line.strip().split("[ *]+", 2);
                if (words.length == 2
                        && words[0].matches("[0-9a-fA-F]{1,64}")
                        && words[1].substring(words[1].lastIndexOf('/') + 1).equals(name)) {
                    sums.add(words[0].toLowerCase(Locale.ROOT));
                }
            }
        } catch (IOException e) {
            throw unreadable(lock, e.toString());
        }
        return sums;
    }
}
