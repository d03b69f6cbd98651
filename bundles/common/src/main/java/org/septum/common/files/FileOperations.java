// SPDX-License-Identifier: Apache-2.0
package org.septum.common.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What {@link AtomicFile} does with the disk, one by one, so that tests can let each of it fail. */
interface FileOperations {

    /** A file being written. */
    interface Target extends AtomicFile.Output, AutoCloseable {

        /** The bytes that it has. */
        long size() throws IOException;

        /** Returns when the bytes are on the disk. */
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Creates a file where nothing is, a link neither. */
    Target create(Path file) throws IOException;

    /** Opens a file, as {@link GrowingFile}, to write behind its first bytes; what lies behind them is cut off. */
    Target extend(Path file, long bytes) throws IOException;

    /**
     * Gives a file one more name.
     *
     * @throws IOException also where a file cannot have two names
     */
    void link(Path file, Path name) throws IOException;

    /** Gives a file the name of another, which it replaces in one step. */
    void rename(Path from, Path to) throws IOException;

    /** Returns when the names in a folder are on the disk. */
    void forceFolder(Path folder) throws IOException;

    void delete(Path file) throws IOException;

    /** The bytes that can still be written where a file lies. */
    long usableSpace(Path file) throws IOException;

    /** The disk itself. */
    FileOperations DISK = new FileOperations() {

        @Override
        public Target create(Path file) throws IOException {
            return target(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        }

        @Override
        public Target extend(Path file, long bytes) throws IOException {
            FileChannel channel = GrowingFile.open(file, StandardOpenOption.WRITE);
            channel.truncate(bytes).position(bytes);
            return target(channel);
        }

        private Target target(FileChannel channel) {
            return new Target() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    while (bytes.hasRemaining()) { // a disk that is nearly full takes a part, and fails the next time
                        channel.write(bytes);
                    }
                }

                @Override
                public void overwrite(long position, ByteBuffer bytes) throws IOException {
                    long end = position + bytes.remaining();
                    while (bytes.hasRemaining()) {
                        channel.write(bytes, end - bytes.remaining());
                    }
                }

                @Override
                public long size() throws IOException {
                    return channel.size();
                }

                @Override
                public void force() throws IOException {
                    channel.force(true);
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }

        @Override
        public void link(Path file, Path name) throws IOException {
            try {
                Files.createLink(name, file);
            } catch (UnsupportedOperationException e) {
                throw new IOException("a file cannot have two names here", e);
            }
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }

        @Override
        public long usableSpace(Path file) throws IOException {
            return Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
        }
    };
}
