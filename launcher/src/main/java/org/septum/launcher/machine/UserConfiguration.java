// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.machine;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * Septum's folder among the user's own settings: {@code septum} in {@code XDG_CONFIG_HOME}, in {@code ~/.config} where that is
 * not set, or on Windows in {@code APPDATA}. What stands there is the user's word, so nobody else may be able to write it
 * ({@link StrictModes}), and no link leads from there into the working folder.
 *
 * @param folder it need not be there
 */
public record UserConfiguration(Path folder) {

    private static final int LARGEST = 4 << 20;

    /** A path that depends on the working folder counts as not set. */
    public static UserConfiguration ofEnvironment() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Path given = Path.of(System.getenv().getOrDefault(windows ? "APPDATA" : "XDG_CONFIG_HOME", ""));
        Path home = Path.of(System.getProperty("user.home"));
        return new UserConfiguration(
                (Home.isFixed(given) ? given : home.resolve(windows ? "AppData/Roaming" : ".config"))
                        .resolve("septum"));
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * The lines of a file.
     *
     * @return none if there is no such file
     * @throws StartFailure if it cannot be read, is larger than 4 MiB, or not only the user's
     */
    public List<String> read(String name) throws StartFailure {
        Path file = file(name);
        try {
            Optional<Path> real = checked(file);
            return real.isEmpty() ? List.of() : SmallFile.lines(real.get(), LARGEST);
        } catch (CharacterCodingException e) {
            throw StartFailure.input(file + ": is not in UTF-8. Delete it, and give your word anew.");
        } catch (IOException e) {
            throw StartFailure.input(file + " cannot be read: " + e + ". Make it readable, or delete it.");
        }
    }

    /**
     * Writes a file for the user alone, whole or not at all.
     *
     * @throws StartFailure if it cannot be written, or what is there is not only the user's
     */
    public void write(String name, String content) throws StartFailure {
        Path file = file(name);
        try {
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] own = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];
            StrictModes.checkNearest(folder);
            Files.createDirectories(folder.getParent(), own);
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, own);
            }
            // Where the file is a link of the user's, the link stays.
            SmallFile.write(checked(file).orElse(file), content);
        } catch (IOException e) {
            throw StartFailure.input(file + " cannot be written: " + e
                    + ". Make the folder writable, or name another one with XDG_CONFIG_HOME.");
        }
    }

    /** Where the file is in the end; empty if there is none. */
    private Optional<Path> checked(Path file) throws IOException, StartFailure {
        if (!SmallFile.isThere(folder)) {
            return Optional.empty();
        }
        checkPlace(folder);
        StrictModes.check(folder);
        if (!SmallFile.isThere(file)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            throw StartFailure.input(file
                    + " is not a file: it is a folder, a link that leads nowhere or something else. Take it away.");
        }
        checkPlace(file);
        StrictModes.check(file);
        return Optional.of(file.toRealPath());
    }

    private void checkPlace(Path path) throws IOException, StartFailure {
        Path working = Path.of("").toRealPath();
        if (path.toRealPath().startsWith(working) && !goesThrough(working)) {
            throw StartFailure.input(path + " is a link into the working folder, " + working
                    + ", where others may write. Put the file itself there.");
        }
    }

    /** Whether the name of the folder itself goes through another one: who stands in the home folder stands above it. */
    private boolean goesThrough(Path other) throws IOException {
        for (Path each = Files.isSymbolicLink(folder) ? folder.getParent() : folder;
                each != null;
                each = each.getParent()) {
            if (each.toRealPath().equals(other)) {
                return true;
            }
        }
        return false;
    }
}
