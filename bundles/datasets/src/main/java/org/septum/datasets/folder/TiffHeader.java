// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import org.septum.api.UserError;

/**
 * Looks at what the JDK's reader of TIFF files trusts or does not read: it counts pages for ever where one names itself, or
 * an earlier one, as the next, makes a table of 2^n entries for samples of n bits, and calls damaged what it does not know.
 */
final class TiffHeader {

    private static final int BITS_PER_SAMPLE = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int PREDICTOR = 317;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;

    private static final int MOST_BITS = 16;

    private static final int DIFFERENCES = 2;
    private static final int SIGNED = 2;
    private static final int FLOATING_POINT = 3;
    private static final int BIG = 43;
    private static final int RED_GREEN_BLUE = 2;
    private static final int SEPARATED = 5;
    private static final int YCBCR = 6;

    /** None, CCITT 1D, Group 3 and 4, LZW, both of JPEG, both of Deflate, PackBits. */
    private static final List<Long> READ_COMPRESSIONS = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 32946L, 32773L);

    private static final Map<Long, String> OTHER_COMPRESSIONS = Map.of(
            34925L, "LZMA",
            50000L, "Zstandard",
            50001L, "WebP",
            34712L, "JPEG 2000",
            33003L, "JPEG 2000",
            33005L, "JPEG 2000",
            34887L, "LERC",
            9L, "JBIG",
            34661L, "JBIG");

    private TiffHeader() {}

    /** Whether a file is of the kind for more than 4 GB, which the JDK does not know. */
    static boolean isBig(ImageInputStream stream) throws IOException {
        byte[] start = new byte[4];
        stream.seek(0);
        int read = stream.read(start);
        stream.seek(0);
        return read == 4
                && (start[0] == 'I' && start[1] == 'I' && start[2] == BIG && start[3] == 0
                        || start[0] == 'M' && start[1] == 'M' && start[2] == 0 && start[3] == BIG);
    }

    /**
     * @param what the file as messages name it
     * @return how the picture is turned to be seen
     * @throws UserError if there are several pages, samples of so many bits as no picture has, or it is stored in a way that
     *     is not read
     */
    static Orientation check(ImageInputStream stream, String what) throws IOException {
        TiffDirectory directory = TiffDirectory.read(stream, 0);
        stream.seek(0);
        if (directory.next() != 0) {
            throw new UserError(what + " has several pages; allowed is one");
        }
        if (directory.isOdd(BITS_PER_SAMPLE)) {
            throw PictureFile.damaged(what, "its bits per sample are no list of numbers", null);
        }
        List<Long> bits = directory.all(BITS_PER_SAMPLE);
        checkChannels(directory, what);
        Optional<String> unread = unread(directory, bits);
        if (unread.isPresent()) {
            throw unread(what, unread.get());
        }
        return directory.orientation();
    }

    /** A channel that is not said to be transparency would be taken for it, and left out. */
    private static void checkChannels(TiffDirectory directory, String what) {
        long photometric = directory.first(PHOTOMETRIC, 1);
        long samples = directory.first(SAMPLES_PER_PIXEL, 1);
        if (photometric == SEPARATED) {
            throw new UserError(
                    what + " is a TIFF file in the colours of print (CMYK), which is not read; save it in grey"
                            + " or in red, green and blue");
        }
        long colours = photometric == RED_GREEN_BLUE || photometric == YCBCR ? 3 : 1;
        long kind = directory.first(EXTRA_SAMPLES, 0);
        boolean transparency = samples == colours + 1 && (kind == 1 || kind == 2);
        if (samples > colours && !transparency) {
            throw new UserError(
                    what + " is a TIFF file of " + samples + " channels; allowed are 1 (grey) and 3 (red, green,"
                            + " blue), each with or without transparency");
        }
    }

    private static Optional<String> unread(TiffDirectory directory, List<Long> bits) {
        long compression = directory.first(COMPRESSION, 1);
        long predictor = directory.first(PREDICTOR, 1);
        if (!READ_COMPRESSIONS.contains(compression)) {
            String name = OTHER_COMPRESSIONS.getOrDefault(compression, "number " + compression);
            return Optional.of("is a TIFF file compressed by " + name);
        }
        if (compression != 1 && predictor == DIFFERENCES && bits.stream().anyMatch(of -> of != 8)) {
            return Optional.of("is a TIFF file of " + bits.get(0) + " bits compressed with a predictor");
        }
        if (compression != 1 && predictor > DIFFERENCES) {
            return Optional.of("is a TIFF file compressed with predictor " + predictor);
        }
        if (directory.all(SAMPLE_FORMAT).contains((long) SIGNED)) {
            return Optional.of("is a TIFF file of signed numbers");
        }
        if (directory.all(SAMPLE_FORMAT).contains((long) FLOATING_POINT)) {
            return Optional.of("is a TIFF file of floating-point numbers, whose range is not known");
        }
        Optional<Long> many = bits.stream().filter(of -> of > MOST_BITS).findFirst();
        if (many.isPresent()) {
            return Optional.of("is a TIFF file of " + many.get() + " bits");
        }
        return Optional.empty();
    }

    /** The message for what is in order but not read. */
    static UserError unread(String what, String is) {
        return new UserError(what + " " + is + ", which is not read; save it as PNG, or as TIFF without compression, of"
                + " unsigned numbers of 8 or 16 bits");
    }
}
