// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.septum.launcher.machine.StartFailure;

/**
 * Where plugins are looked for; none is opened.
 *
 * @param ofWorkingFolder in {@code plugins/} of the current directory, which may be a stranger's
 * @param chosen the user's choice: in {@code plugins/} of Septum's home, and those that {@code --plugins} names
 * @param named those of them that are named by themselves, not with their folder
 */
public record PluginJars(Set<Path> ofWorkingFolder, Set<Path> chosen, Set<Path> named) {

    /** How many bytes a jar may have, and how many those of the working folder that are looked at together: 1 GiB. */
    public static final long LARGEST = 1 << 30;

    private static final Path FOLDER = Path.of("plugins");

    /** @throws StartFailure if one that was named is not there, or a folder cannot be read */
    public static PluginJars find(Path home, List<Path> names) throws IOException, StartFailure {
        Set<Path> chosen = new LinkedHashSet<>();
        Set<Path> named = new LinkedHashSet<>();
        if (Files.isDirectory(home.resolve(FOLDER))) {
            chosen.addAll(in(home.resolve(FOLDER)));
        }
        for (Path path : names) {
            if (Files.isDirectory(path)) {
                chosen.addAll(in(path));
            } else if (Files.isRegularFile(path)) {
                chosen.add(path);
                named.add(path);
            } else {
                throw StartFailure.input("--plugins " + path + ": there is no such jar or folder (looked in "
                        + path.toAbsolutePath().normalize().getParent() + ").");
            }
        }
        return new PluginJars(withoutChosen(chosen), chosen, named);
    }

    /** All, in the order in which they are installed. */
    List<Path> all() {
        List<Path> all = new ArrayList<>(ofWorkingFolder);
        all.addAll(chosen);
        return all;
    }

    /** The current directory may be Septum's home, or its plugins may be named besides. */
    private static Set<Path> withoutChosen(Set<Path> chosen) throws IOException, StartFailure {
        Set<Path> jars = new LinkedHashSet<>();
        if (Files.isDirectory(FOLDER)) {
            Set<Path> real = new LinkedHashSet<>();
            for (Path path : chosen) {
                real.add(real(path));
            }
            for (Path path : in(FOLDER)) {
                if (real.isEmpty() || !real.contains(real(path))) {
                    jars.add(path);
                }
            }
        }
        return jars;
    }

    /**
     * The size of a jar in bytes, before anything is read of it or copied.
     *
     * @throws StartFailure if it is no file, or too large
     */
    public static long size(Path jar) throws StartFailure {
        if (!Files.isRegularFile(jar)) {
            throw StartFailure.input(jar
                    + " is not a jar file: it is a folder, a link that leads nowhere or something else. Take it away.");
        }
        try {
            long size = Files.size(jar);
            if (size > LARGEST) {
                throw StartFailure.input(
                        jar + " has " + size + " bytes; a plugin has at most " + LARGEST + ". Take it away.");
            }
            return size;
        } catch (IOException e) {
            throw unreadable(jar, e);
        }
    }

    /**
     * The SHA-256 of a jar, in hexadecimal digits.
     *
     * @throws StartFailure if it is no file, has more bytes than jars may have, or cannot be read
     */
    public static String sha256(Path jar) throws StartFailure {
        size(jar);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw unreadable(jar, e);
        }
    }

    private static StartFailure unreadable(Path jar, IOException e) {
        return StartFailure.input(jar + " cannot be read: " + e + ". Take it away, or make it readable.");
    }

    private static Path real(Path jar) throws IOException {
        return Files.exists(jar) ? jar.toRealPath() : jar.toAbsolutePath().normalize();
    }

    /**
     * The jars in a folder, sorted.
     *
     * @throws StartFailure if it cannot be read
     */
    public static List<Path> in(Path folder) throws StartFailure {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw StartFailure.input("the folder " + folder + " cannot be read: " + e
                    + ". Make it readable, or start Septum elsewhere.");
        }
    }
}
