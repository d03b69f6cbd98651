// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The file plugins.lock beside a folder of plugins, or beside a jar that {@code --plugins} names: the jars that may be
 * started, one a line, as sha256sum prints them ({@code SUM  NAME.jar}); {@code septum plugins --lock} writes it. Without the
 * file every jar may, unless the environment variable SEPTUM_PLUGINS_LOCK is {@code required}.
 *
 * @param required whether a jar without a lock is refused
 */
record PluginsLock(boolean required) {

    private static final String NAME = "plugins.lock";
    private static final String VARIABLE = "SEPTUM_PLUGINS_LOCK";
    private static final String REQUIRED = "required";
    private static final long LARGEST = 1 << 20;

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
     * Checks what will be run: the jar itself may be another one by the time it is read again.
     *
     * @param copy the jar's copy, which only this process has
     * @throws StartFailure if the jar's lock does not list the copy as it is
     */
    void check(Path jar, Path copy) throws IOException, StartFailure {
        Path lock = lockOf(jar);
        if (!Files.isRegularFile(lock)) {
            if (required) {
                throw StartFailure.wiring(jar + ": there is no " + lock + ", and " + VARIABLE + " requires one."
                        + " If you trust the jar, 'septum plugins --lock' lists it; its SHA-256 is " + sum(copy) + ".");
            }
            return;
        }
        if (Files.size(lock) > LARGEST) {
            throw StartFailure.input(lock + ": has " + Files.size(lock) + " bytes, allowed are " + LARGEST + ".");
        }
        String found = sum(copy);
        Set<String> listed = listed(lock, jar.getFileName().toString());
        if (listed.isEmpty()) {
            throw StartFailure.wiring(jar + ": " + lock + " does not list it; its SHA-256 is " + found
                    + ". Take it away, or list it if you trust it: 'septum plugins --lock'.");
        }
        if (!listed.contains(found)) {
            throw StartFailure.wiring(jar + ": its SHA-256 is " + found + ", but " + lock + " has "
                    + String.join(" and ", listed)
                    + ". Put the listed jar back, or list this one if you trust it: 'septum plugins --lock'.");
        }
    }

    /** Writes the locks of jars, each beside its folder, whole or not at all; the locks that were written. */
    static List<Path> write(Collection<Path> jars) throws IOException, StartFailure {
        Map<Path, StringBuilder> locks = new TreeMap<>();
        for (Path jar : new TreeSet<>(jars)) {
            locks.computeIfAbsent(lockOf(jar), lock -> new StringBuilder())
                    .append(sum(jar))
                    .append("  ")
                    .append(jar.getFileName())
                    .append('\n');
        }
        for (Map.Entry<Path, StringBuilder> lock : locks.entrySet()) {
            Path aside = lock.getKey().resolveSibling(NAME + ".new");
            Files.writeString(aside, lock.getValue());
            Files.move(aside, lock.getKey(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return List.copyOf(locks.keySet());
    }

    private static Path lockOf(Path jar) {
        return jar.toAbsolutePath().normalize().getParent().resolveSibling(NAME);
    }

    /** The sums of this name: folders side by side, each with a jar of that name, have one lock. */
    private static Set<String> listed(Path lock, String name) throws StartFailure {
        Set<String> sums = new LinkedHashSet<>();
        try {
            for (String line : Files.readAllLines(lock)) {
                String[] words = line.strip().split("[ *]+", 2);
                if (words.length == 2
                        && words[1].substring(words[1].lastIndexOf('/') + 1).equals(name)) {
                    sums.add(words[0]);
                }
            }
        } catch (IOException e) {
            throw StartFailure.input(lock + ": the lock cannot be read: " + e
                    + ". 'septum plugins --lock' writes it anew," + " if you trust the plugins.");
        }
        return sums;
    }

    private static String sum(Path jar) throws StartFailure {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw StartFailure.input(jar + " cannot be read: " + e + ". Take it away, or make it readable.");
        }
    }
}
