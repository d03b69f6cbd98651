// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Septum's folder among the user's own settings: {@code septum} in {@code XDG_CONFIG_HOME}, in {@code ~/.config} where that is
 * not set, or on Windows in {@code APPDATA}. What stands there is the user's word, so nobody else may be able to write it:
 * folder and file belong to the user, not to the group or all others to write, and no link leads from there into the working
 * folder. (Windows gives the folder to its user alone; only the link is looked at.)
 *
 * @param named the folder that the environment names, of the user's choice, in which the settings lie
 * @param folder Septum's own below it; it need not be there
 */
record UserConfiguration(Path named, Path folder) {

    private static final long LARGEST = 4 << 20;

    /** Links followed on the way are the user's; a relative path would be the working folder's, and counts as not set. */
    static UserConfiguration ofEnvironment() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Path given = Path.of(System.getenv().getOrDefault(windows ? "APPDATA" : "XDG_CONFIG_HOME", ""));
        if (given.isAbsolute()) {
            return new UserConfiguration(given, given.resolve("septum"));
        }
        Path home = Path.of(System.getProperty("user.home"));
        return new UserConfiguration(
                home, home.resolve(windows ? "AppData/Roaming" : ".config").resolve("septum"));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * The lines of a file.
     *
     * @return none if there is no such file
     * @throws StartFailure if it cannot be read, is larger than 4 MiB, or not only the user's
     */
    List<String> read(String name) throws StartFailure {
        Path file = file(name);
        try {
            Optional<Path> real = checked(file);
            if (real.isEmpty()) {
                return List.of();
            }
            if (Files.size(real.get()) > LARGEST) {
                throw StartFailure.input(
                        file + ": has " + Files.size(real.get()) + " bytes, allowed are " + LARGEST + ".");
            }
            return Files.readAllLines(real.get());
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
    void write(String name, String content) throws StartFailure {
        Path file = file(name);
        try {
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] own = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];
            Files.createDirectories(folder.getParent(), own);
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, own);
            }
            // Where the file is a link of the user's, the link stays.
            Path target = checked(file).orElse(file);
            Path aside = Files.createTempFile(target.getParent(), name, ".new");
            try {
                Files.writeString(aside, content);
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw StartFailure.input(file + " cannot be written: " + e
                    + ". Make the folder writable, or name another one with XDG_CONFIG_HOME.");
        }
    }

    /** Where the file is in the end; empty if there is none. */
    private Optional<Path> checked(Path file) throws IOException, StartFailure {
        if (isMissing(folder)) {
            return Optional.empty();
        }
        checkOwn(folder);
        if (isMissing(file)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            throw StartFailure.input(file
                    + " is not a file: it is a folder, a link that leads nowhere or something else. Take it away.");
        }
        checkOwn(file);
        return Optional.of(file.toRealPath());
    }

    private static boolean isMissing(Path path) throws IOException {
        try {
            Files.readAttributes(path, "isOther", LinkOption.NOFOLLOW_LINKS);
            return false;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private void checkOwn(Path path) throws IOException, StartFailure {
        Path real = path.toRealPath();
        Path working = Path.of("").toRealPath();
        if (real.startsWith(working) && !named.toRealPath().startsWith(working)) {
            throw StartFailure.input(path + " is a link into the working folder, " + working
                    + ", where others may write. Put the file itself there.");
        }
        PosixFileAttributeView view = Files.getFileAttributeView(real, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes attributes = view.readAttributes();
        Set<PosixFilePermission> permissions = attributes.permissions();
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw StartFailure.input(path + " may be written by others (" + PosixFilePermissions.toString(permissions)
                    + "), and so is not your word alone: chmod go-w '" + path + "', and look what is in it.");
        }
        if (!attributes.owner().equals(Storage.user())) {
            throw StartFailure.input(path + " belongs to " + attributes.owner().getName()
                    + ", and not to the user who starts Septum: take it away, or name a folder of your own with"
                    + " XDG_CONFIG_HOME.");
        }
    }
}
