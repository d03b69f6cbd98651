// SPDX-License-Identifier: Apache-2.0
package org.septum.common.run;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.septum.api.UserError;
import org.septum.common.files.GrowingFile;
import org.septum.common.files.OwnFolder;

/**
 * Keeps other processes out of a run's folder. The operating system holds the lock for as long as the process lives, so a
 * killed one leaves a file, but no lock.
 */
public final class RunLock implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RunLock.class.getName());

    /** Far behind the file's text, which other processes read where locks forbid reading. */
    private static final long PLACE = Long.MAX_VALUE - 1;

    /**
     * The files that this process has locked. It must not open them anew: closing a file releases all locks that a process
     * has on it.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private static final Pattern SIGNATURE = Pattern.compile("process \\d+");

    /** Of a signature, in bytes. */
    private static final int LONGEST = 64;

    private final Path file;
    private final FileChannel channel;
    private final OwnFolder.Guard guard;

    private RunLock(Path run, Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.guard = new OwnFolder(run).guard();
    }

    /** The file whose lock it is; it names the process. */
    public static Path fileIn(Path run) {
        return run.resolve("run.lock");
    }

    /**
     * Takes the folder, which must exist. Until the lock is closed, nothing is written through links below it.
     *
     * @throws UserError if another process has it, or this one, or something else is in the place of the lock's file
     */
    public static RunLock take(Path run) {
        Path file = own(run);
        if (!OWN.add(file)) {
            throw taken(run, "this very process");
        }
        RunLock lock = null;
        try {
            lock = locked(run, file);
            return lock;
        } catch (AccessDeniedException e) {
            throw new UserError(
                    file + ": this file belongs to another user, whose process may be at work on this run; it cannot be"
                            + " locked without the right to write it",
                    e);
        } catch (IOException e) {
            throw new UserError(file + ": the run's folder cannot be locked: " + e.getMessage(), e);
        } finally {
            if (lock == null) {
                OWN.remove(file);
            }
        }
    }

    private static RunLock locked(Path run, Path file) throws IOException {
        while (true) {
            FileChannel channel = GrowingFile.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                Object opened = key(file);
                if (channel.tryLock(PLACE, 1, false) == null) {
                    throw taken(run, owner(file));
                }
                // The owner before may have deleted the file between its opening and its locking.
                if (Files.exists(file) && Objects.equals(opened, key(file))) {
                    sign(channel);
                    return new RunLock(run, file, channel);
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            channel.close();
        }
    }

    /** Says in the file who has it; on a full disk it stays empty, and the lock holds as well. */
    private static void sign(FileChannel channel) {
        String text = "process " + ProcessHandle.current().pid();
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the lock cannot be signed", e);
        }
    }

    /** What tells a file from another that has taken its name; null where there is none. */
    private static Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static UserError taken(Path run, String owner) {
        return new UserError(
                run + ": another process is at work on this run (" + owner + "); wait for its end, or end it");
    }

    /** The file by the one name that this process uses for it. */
    private static Path own(Path run) {
        try {
            return fileIn(run.toRealPath());
        } catch (IOException e) {
            return fileIn(run.toAbsolutePath().normalize());
        }
    }

    /** Whether a living process has the folder, or may have it: where another user's lock cannot be looked at. */
    public static boolean isTaken(Path run) {
        Path file = own(run);
        if (OWN.contains(file)) {
            return true;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            return isLocked(file, false);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return mayBeLocked(file);
        }
    }

    /** Of a file that this user may not write: reading is enough to ask for a lock that readers share. */
    private static boolean mayBeLocked(Path file) {
        try {
            return isLocked(file, true);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the lock cannot be looked at", e);
            return true;
        }
    }

    private static boolean isLocked(Path file, boolean shared) throws IOException {
        Set<OpenOption> options = shared
                ? Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)
                : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(file, options)) {
            return channel.tryLock(PLACE, 1, shared) == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static String owner(Path file) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            return SIGNATURE.matcher(text).matches() ? text : "it does not say which";
        } catch (IOException e) {
            return "it does not say which";
        }
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The system releases it when the process ends; a file without a lock keeps nobody out.
            return;
        } finally {
            guard.close();
            OWN.remove(file);
        }
    }
}
