// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The file plugins.lock beside a folder of plugins: the jars that may be started, one a line, as sha256sum prints them
 * ({@code SUM  NAME.jar}). Without the file, every jar may.
 */
final class PluginsLock {

    private static final long LARGEST = 1 << 20;

    private PluginsLock() {}

    /** @throws StartFailure if there is a lock for this jar's folder and it does not list the jar as it is */
    static void check(Path jar) throws IOException, StartFailure {
        Path folder = jar.toAbsolutePath().normalize().getParent();
        Path lock = folder.resolveSibling("plugins.lock");
        if (!Files.isRegularFile(lock)) {
            return;
        }
        if (Files.size(lock) > LARGEST) {
            throw StartFailure.input(lock + ": has " + Files.size(lock) + " bytes, allowed are " + LARGEST);
        }
        String found = sum(jar);
        String name = jar.getFileName().toString();
        for (String line : Files.readAllLines(lock)) {
            String[] words = line.strip().split("[ *]+", 2);
            if (words.length == 2 && Path.of(words[1]).getFileName().toString().equals(name)) {
                if (words[0].equals(found)) {
                    return;
                }
                throw StartFailure.input(jar + ": its SHA-256 is " + found + ", but " + lock + " has " + words[0]
                        + ". Put the listed jar back, or list this one if you trust it.");
            }
        }
        throw StartFailure.input(jar + ": " + lock + " does not list it; its SHA-256 is " + found
                + ". Take it away, or list it if you trust it.");
    }

    private static String sum(Path jar) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
