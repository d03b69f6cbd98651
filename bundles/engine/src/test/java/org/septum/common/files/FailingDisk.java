// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A disk on which one operation goes wrong: the process dies there, or the operation fails. Operations are counted over all
 * files, from 0; a write that goes wrong has written the first half of its bytes. Closing it puts the real disk back.
 */
public final class FailingDisk implements FileOperations, AutoCloseable {

    /** The process is dead: nothing after this happens, no handler of exceptions either. */
    public static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private final int victim;
    private final String failure;
    private final boolean forGood;
    private final List<String> operations = new ArrayList<>();
    private boolean dead;

    private Consumer<Path> watcher = file -> {};

    private FailingDisk(int victim, String failure, boolean forGood) {
        this.victim = victim;
        this.failure = failure;
        this.forGood = forGood;
        AtomicFile.files = this;
    }

    /** The process dies in an operation. */
    public static FailingDisk dyingAt(int operation) {
        return new FailingDisk(operation, "", false);
    }

    /** An operation fails with an IOException of this message; those after it do not. */
    public static FailingDisk failingAt(int operation, String message) {
        return new FailingDisk(operation, message, false);
    }

    /** From an operation on there is no space left, and that stays so. */
    public static FailingDisk fullFrom(int operation) {
        return new FailingDisk(operation, "No space left on device", true);
    }

    /** Nothing goes wrong. */
    public static FailingDisk sound() {
        return new FailingDisk(Integer.MAX_VALUE, "", false);
    }

    /** Nothing goes wrong; somebody is told of each file that is complete. */
    public static FailingDisk watched(Consumer<Path> watcher) {
        FailingDisk disk = sound();
        disk.watcher = watcher;
        return disk;
    }

    /** What was done so far: create, extend, write, overwrite, force, link, rename, or folder for the syncing of a folder. */
    public List<String> operations() {
        return operations;
    }

    /** Notes an operation; whether it goes wrong. */
    private boolean goesWrong(String operation) {
        if (dead) {
            throw new Death();
        }
        operations.add(operation);
        int number = operations.size() - 1;
        return number == victim || forGood && number > victim && !operation.equals("rename");
    }

    private void goWrong() throws IOException {
        if (failure.isEmpty()) {
            dead = true;
            throw new Death();
        }
        throw new IOException(failure);
    }

    private void note(String operation) throws IOException {
        if (goesWrong(operation)) {
            goWrong();
        }
    }

    @Override
    public Target create(Path file) throws IOException {
        note("create");
        return target(DISK.create(file));
    }

    @Override
    public Target extend(Path file, long bytes) throws IOException {
        note("extend");
        return target(DISK.extend(file, bytes));
    }

    private Target target(Target target) {
        return new Target() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (goesWrong("write")) {
                    target.write(half(bytes));
                    goWrong();
                }
                target.write(bytes);
            }

            @Override
            public void overwrite(long position, ByteBuffer bytes) throws IOException {
                if (goesWrong("overwrite")) {
                    target.overwrite(position, half(bytes));
                    goWrong();
                }
                target.overwrite(position, bytes);
            }

            private ByteBuffer half(ByteBuffer bytes) {
                return bytes.limit(bytes.position() + bytes.remaining() / 2);
            }

            @Override
            public long size() throws IOException {
                return target.size();
            }

            @Override
            public void force() throws IOException {
                note("force");
                target.force();
            }

            @Override
            public void close() throws IOException {
                target.close();
            }
        };
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        note("link");
        DISK.link(file, name);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        note("rename");
        DISK.rename(from, to);
        watcher.accept(to);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        note("folder");
        DISK.forceFolder(folder);
    }

    @Override
    public void delete(Path file) throws IOException {
        if (dead) {
            throw new Death();
        }
        DISK.delete(file);
    }

    @Override
    public long usableSpace(Path file) throws IOException {
        return DISK.usableSpace(file);
    }

    @Override
    public void close() {
        AtomicFile.files = DISK;
    }
}
