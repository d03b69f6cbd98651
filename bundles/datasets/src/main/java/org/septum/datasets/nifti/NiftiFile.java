// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import org.septum.api.UserError;
import org.septum.datasets.files.Beginning;
import org.septum.datasets.files.Room;

/**
 * A NIfTI-1 or NIfTI-2 file to read, compressed by gzip or not, which its first bytes tell. The header is not trusted: it
 * is checked against fixed limits, the file's size and the memory there is before memory is taken, and the file must hold
 * all the voxels that it promises.
 *
 * @param what the file as messages name it, such as {@code image 'heart.nii.gz'}
 */
record NiftiFile(Path path, String what) {

    /** Deflate makes no more than this many bytes of one (RFC 1951: 258 bytes from two bits). */
    private static final long MOST_INFLATION = 1032;

    private static final int BUFFER = 1 << 16;

    /** After this many bytes behind the voxels nobody looks for the end, where gzip has its checksum. */
    private static final long MOST_BEHIND = 1L << 26;

    /** Bytes for a voxel in memory: as a number, and for labels again as stored number and as label. */
    private static final int IN_MEMORY = 12;

    @FunctionalInterface
    private interface Reader<T> {
        T read(InputStream in, boolean compressed) throws IOException;
    }

    /**
     * Reads the header alone.
     *
     * @throws UserError if the file is missing, damaged, or no stack of slices
     */
    NiftiHeader header() {
        return open((in, compressed) -> header(in, compressed));
    }

    /**
     * Reads everything.
     *
     * @throws UserError if the file is missing, damaged, truncated, no stack of slices, or more than fits into memory
     */
    Voxels read() {
        return open((in, compressed) -> {
            NiftiHeader header = header(in, compressed);
            long voxels = (long) header.width() * header.height() * header.slices();
            Room.check(what, header.size() + " voxels", IN_MEMORY * voxels);
            List<float[]> slices = slices(in, header);
            return new Voxels(header, slices, notes(in, header));
        });
    }

    /**
     * Reads intensities.
     *
     * @throws UserError as {@link #read} does, or if a voxel is not a finite number
     */
    Voxels readIntensities() {
        Voxels voxels = read();
        voxels.checkFinite(what);
        return voxels;
    }

    private <T> T open(Reader<T> reader) {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new UserError(what + " is " + (Files.isDirectory(path) ? "a folder" : "a pipe or a device")
                        + "; allowed is a file");
            }
            if (Files.isRegularFile(path) && Files.size(path) == 0) {
                throw new UserError(what + " is empty (0 bytes); get it again");
            }
            return opened(reader);
        } catch (NoSuchFileException e) {
            throw new UserError(what + " is missing: there is no file '" + path + "'");
        } catch (EOFException e) {
            throw new UserError(what + " is truncated: it ends before its header or its voxels do; get it again", e);
        } catch (ZipException e) {
            throw new UserError(what + " is damaged (" + e.getMessage() + "); get it again", e);
        } catch (IOException e) {
            throw new UserError(what + " cannot be read (" + e + ")", e);
        }
    }

    private <T> T opened(Reader<T> reader) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER)) {
            file.mark(2);
            boolean compressed = file.read() == 0x1f && file.read() == 0x8b;
            file.reset();
            return reader.read(compressed ? new GzipMembers(file, BUFFER) : file, compressed);
        }
    }

    private NiftiHeader header(InputStream in, boolean compressed) throws IOException {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".img") || name.endsWith(".img.gz")) {
            throw NiftiHeader.pair(what);
        }
        byte[] start = readFully(in, 4);
        ByteBuffer size = ByteBuffer.wrap(start);
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (NiftiVersion version : List.of(NiftiVersion.ONE, NiftiVersion.TWO)) {
                if (size.order(order).getInt(0) == version.size()) {
                    byte[] bytes = Arrays.copyOf(start, version.size());
                    System.arraycopy(readFully(in, version.size() - 4), 0, bytes, 4, version.size() - 4);
                    NiftiHeader header = NiftiHeader.parse(version, bytes, order, what);
                    checkSize(header, compressed);
                    return header;
                }
            }
        }
        String hint = Beginning.hint(path);
        throw new UserError(what + " is not a NIfTI file"
                + (hint.isEmpty() ? ": it does not start with the size of a header (348 or 540)" : hint));
    }

    private void checkSize(NiftiHeader header, boolean compressed) throws IOException {
        long promised = header.offset() + header.dataBytes();
        long found = Files.size(path);
        if (found * (compressed ? MOST_INFLATION : 1) < promised) {
            throw new UserError(what + " is truncated, or its header is damaged: " + header.size() + " voxels of "
                    + header.type().bytes() + " bytes end at byte " + promised + ", and the file has " + found
                    + (compressed ? " bytes, compressed" : " bytes"));
        }
    }

    private List<float[]> slices(InputStream in, NiftiHeader header) throws IOException {
        in.skipNBytes(header.offset() - header.version().size());
        int pixels = header.width() * header.height();
        byte[] bytes = new byte[Math.min(BUFFER, pixels) * header.type().bytes()];
        List<float[]> slices = new ArrayList<>();
        for (int slice = 0; slice < header.slices(); slice++) {
            float[] values = new float[pixels];
            for (int from = 0; from < pixels; from += BUFFER) {
                int count = Math.min(BUFFER, pixels - from);
                int length = count * header.type().bytes();
                if (in.readNBytes(bytes, 0, length) < length) {
                    throw new EOFException();
                }
                decode(ByteBuffer.wrap(bytes).order(header.order()), header, values, from, count);
            }
            slices.add(values);
        }
        return slices;
    }

    /** Reads to the end, which also makes gzip compare its checksum. */
    private static List<String> notes(InputStream in, NiftiHeader header) throws IOException {
        List<String> notes = new ArrayList<>(header.notes());
        byte[] bytes = new byte[BUFFER];
        long behind = 0;
        for (int read = 0; read >= 0 && behind < MOST_BEHIND; read = in.read(bytes)) {
            behind += read;
        }
        if (behind > 0) {
            notes.add("bytes behind the voxels are not read");
        }
        return List.copyOf(notes);
    }

    private static void decode(ByteBuffer data, NiftiHeader header, float[] values, int from, int count) {
        NiftiType type = header.type();
        double slope = header.slope();
        double intercept = header.intercept();
        for (int i = 0; i < count; i++) {
            values[from + i] = (float) (type.value(data, i * type.bytes()) * slope + intercept);
        }
    }

    private static byte[] readFully(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }
}
