// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.septum.api.UserError;

/**
 * Files that are opened where they are, as logs, event files and locks: all others are {@link AtomicFile}s. What is there
 * already may have come from somebody else, and must not lead to another file of the user's: it is a file, no link, and has
 * no other name on the disk (no hard link; Windows does not tell).
 */
public final class GrowingFile {

    private GrowingFile() {}

    /**
     * Opens a file to write behind its end; a missing one is made.
     *
     * @throws UserError if something else is in its place
     */
    public static OutputStream append(Path file) throws IOException {
        return Channels.newOutputStream(open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /**
     * Opens a file in some way.
     *
     * @throws UserError if something else is in its place
     */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        check(file);
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, all);
    }

    /**
     * Looks at a file that another program is to open.
     *
     * @throws UserError if something else is in its place
     */
    public static void check(Path file) {
        OwnFolder.checkGuarded(file);
        OwnFolder.checkPlace(file);
        int names = names(file);
        if (names > 1) {
            throw new UserError(
                    file + " is a file of " + names + " names (hard links), and what is written here would be"
                            + " written into the others as well; take it away, or put a copy in its place");
        }
    }

    private static int names(Path file) {
        try {
            return (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException | UnsupportedOperationException e) {
            return 1;
        } catch (IOException e) {
            throw new UserError(file + ": this cannot be looked at: " + e.getMessage(), e);
        }
    }
}
