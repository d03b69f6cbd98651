// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.septum.api.UserError;

/**
 * A folder of Septum's own, a run's for example, into which nothing is written through a link: it may have come from
 * somebody else, and a link in it would lead to the user's files. The folder itself is what the user has named, and may be a
 * link or lie behind one; what is below it may not be one. Junctions of Windows count as links.
 *
 * <p>A path is looked at before it is used, and its last name is opened without following a link. Not covered is another
 * process that may write into the folder, and that puts a link in the place of one of its folders between the two.
 *
 * @param root the folder; it may be missing
 */
public record OwnFolder(Path root) {

    /** By absolute paths. */
    private static final List<OwnFolder> GUARDED = new CopyOnWriteArrayList<>();

    /** The one in which the process was started: a name in it that no user has given may be a stranger's link. */
    public static OwnFolder ofWorkingFolder() {
        return new OwnFolder(Path.of(""));
    }

    /** Ends what {@link #guard} has begun. */
    public interface Guard extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Until the result is closed, {@link AtomicFile} and {@link GrowingFile} look at each file below the folder as
     * {@link #checkFile} does, whoever writes it.
     */
    public Guard guard() {
        List<OwnFolder> names = new ArrayList<>(List.of(new OwnFolder(absolute(root))));
        try {
            names.add(new OwnFolder(root.toRealPath()));
        } catch (IOException e) {
            // What is not there has one name.
        }
        GUARDED.addAll(names);
        return () -> names.forEach(GUARDED::remove);
    }

    /** Looks at a file that is to be written, if it lies below a guarded folder. */
    static void checkGuarded(Path file) {
        Path absolute = absolute(file);
        for (OwnFolder folder : GUARDED) {
            if (absolute.startsWith(folder.root)) {
                folder.checkFile(file);
            }
        }
    }

    /**
     * Looks whether a file below this folder may be written or deleted, or packed.
     *
     * @throws UserError if one of its folders is a link or no folder, or there is something else than a file in its place
     */
    public void checkFile(Path file) {
        checkFolder(file.toAbsolutePath().getParent());
        checkPlace(file);
    }

    /** Looks at what has the file's name, if anything has. */
    static void checkPlace(Path file) {
        attributes(file).ifPresent(there -> {
            if (isLink(there)) {
                throw link(file);
            }
            if (!there.isRegularFile()) {
                throw new UserError(file + " is " + (there.isDirectory() ? "a folder" : "a pipe or a device")
                        + " in the place of a file of Septum's; take it away");
            }
        });
    }

    /**
     * Looks whether a folder below this one may be written into, as far as it is there.
     *
     * @throws UserError if it, or one between the two, is a link or no folder
     */
    public void checkFolder(Path folder) {
        Path path = root;
        for (String name : names(folder)) {
            path = path.resolve(name);
            Optional<BasicFileAttributes> there = attributes(path);
            if (there.isEmpty()) {
                return;
            }
            if (isLink(there.get())) {
                throw link(path);
            }
            if (!there.get().isDirectory()) {
                throw new UserError(path + " is a file in the place of a folder of Septum's; take it away");
            }
        }
    }

    /**
     * Makes a folder below this one, with all that are missing.
     *
     * @return the folder
     * @throws UserError as {@link #checkFolder}, or if it cannot be made
     */
    public Path make(Path folder) {
        // The working folder is there.
        Path path = root.toString().isEmpty() ? root : OutputFolder.make(root);
        for (String name : names(folder)) {
            path = path.resolve(name);
            checkFolder(path);
            OutputFolder.make(path);
        }
        return folder;
    }

    private List<String> names(Path folder) {
        Path below = absolute(root).relativize(absolute(folder));
        List<String> names = new ArrayList<>();
        below.forEach(name -> names.add(name.toString()));
        if (names.contains("..")) {
            throw new IllegalArgumentException(folder + " is not below " + root);
        }
        names.remove(""); // of the folder itself
        return names;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** What is there by this very name; empty if nothing is. */
    private static Optional<BasicFileAttributes> attributes(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UserError(path + ": this cannot be looked at: " + e.getMessage(), e);
        }
    }

    /** Junctions are folders of another kind. */
    private static boolean isLink(BasicFileAttributes there) {
        return there.isSymbolicLink() || there.isDirectory() && there.isOther();
    }

    private static UserError link(Path path) {
        return new UserError(path + " is a link" + target(path)
                + "; nothing is written or packed through links in a folder of Septum's results; take it away");
    }

    private static String target(Path path) {
        try {
            return " to " + Files.readSymbolicLink(path);
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
