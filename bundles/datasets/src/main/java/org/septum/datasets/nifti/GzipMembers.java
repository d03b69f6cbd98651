// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Takes apart a file of gzip members one behind the other (RFC 1952), as bgzip makes them of 64 KiB each. Java's own stream
 * enters itself once more for each, so that a small file of empty members takes the whole stack.
 */
final class GzipMembers extends InputStream {

    /** As many as 16 GiB from bgzip have. */
    static final int MOST_MEMBERS = 1 << 18;

    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int HEADER_SUM = 2;

    private final InputStream in;
    private final byte[] buffer;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private int position;
    private int end;
    private int members;
    private boolean finished;

    /** @param buffer how many compressed bytes are read at once */
    GzipMembers(InputStream in, int buffer) throws IOException {
        this.in = in;
        this.buffer = new byte[buffer];
        if (!begins()) {
            throw new ZipException("it is not in the format of gzip");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!finished) {
            int read = inflate(bytes, offset, length);
            if (read > 0) {
                sum.update(bytes, offset, read);
                return read;
            }
            if (inflater.finished()) {
                endMember();
                finished = !begins();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("it needs a dictionary");
            } else {
                refill();
            }
        }
        return -1;
    }

    private int inflate(byte[] bytes, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage() == null ? "it is no deflated stream" : e.getMessage());
        }
    }

    private void refill() throws IOException {
        if (!hasMore()) {
            throw new EOFException();
        }
        inflater.setInput(buffer, position, end - position);
        position = end;
    }

    private int next() throws IOException {
        if (!hasMore()) {
            throw new EOFException();
        }
        return buffer[position++] & 0xff;
    }

    /** Compares the member's sum and length with what was read. */
    private void endMember() throws IOException {
        position = end - inflater.getRemaining();
        if (number() != sum.getValue() || number() != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("its checksum is not that of its content");
        }
        inflater.reset();
        sum.reset();
    }

    private long number() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    /** Reads a member's header; false where there is none: what is behind the last member does not count. */
    private boolean begins() throws IOException {
        if (!hasMore() || next() != 0x1f || !hasMore() || next() != 0x8b || !hasMore() || next() != Deflater.DEFLATED) {
            return false;
        }
        if (++members > MOST_MEMBERS) {
            throw new ZipException("it has more gzip members than " + MOST_MEMBERS);
        }
        int flags = next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_SUM) != 0) {
            skip(2);
        }
        return true;
    }

    private boolean hasMore() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return position < end;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        for (int c = next(); c != 0; c = next()) {
            // A name may be of any length; the file's end ends it.
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
