// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.septum.api.UserError;
import org.septum.datasets.files.Beginning;
import org.septum.datasets.files.Room;

/**
 * A decoded PNG, JPEG or TIFF file. What a file is, is told by its content and not by its name.
 *
 * @param picture as viewers show it
 * @param format png, jpeg or tif
 * @param orientation how it was turned for that
 */
record PictureFile(BufferedImage picture, String format, Orientation orientation) {

    /** More pixels than this are refused before memory is taken for them: a damaged header can claim any size. */
    static final long MOST_PIXELS = 1L << 27;

    private static final int MOST_CHANNELS = 3;

    /** Deflate makes no more than this many bytes of one (RFC 1951: 258 bytes from two bits). */
    private static final long MOST_DEFLATION = 1032;

    private static final List<String> FORMATS = List.of("png", "jpeg", "tif");

    /** How the JPEG decoder's warnings of missing or wrong data begin. */
    private static final List<String> DAMAGE = List.of("Truncated", "Premature", "Corrupt");

    @FunctionalInterface
    private interface Use<T> {
        T of(ImageReader reader, String format, Orientation orientation) throws IOException;
    }

    /**
     * Decodes a file.
     *
     * @param what the file as messages name it, such as {@code mask 'masks/1.png'}
     * @throws UserError if it is no such file, damaged, too large, or has several pages
     */
    static PictureFile read(Path path, String what) {
        return open(
                path,
                what,
                (reader, format, orientation) ->
                        new PictureFile(orientation.turn(decode(reader, what)), format, orientation));
    }

    /**
     * Reads the header alone.
     *
     * @throws UserError as {@link #read}, as far as a header tells
     */
    static PictureHeader header(Path path, String what) {
        return open(path, what, (reader, format, orientation) -> {
            int height = reader.getHeight(0);
            int width = reader.getWidth(0);
            return orientation.transposes()
                    ? new PictureHeader(width, height, format)
                    : new PictureHeader(height, width, format);
        });
    }

    private static <T> T open(Path path, String what, Use<T> use) {
        // The stream is made here, for ImageIO would copy the file to a temporary one first.
        try (ImageInputStream stream = new FileImageInputStream(path.toFile())) {
            if (stream.length() == 0) {
                throw new UserError(what + " is empty (0 bytes); get it again");
            }
            if (TiffHeader.isBig(stream)) {
                throw TiffHeader.unread(what, "is a BigTIFF file");
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            ImageReader reader = readers.hasNext() ? readers.next() : null;
            String format = reader == null ? "" : reader.getFormatName().toLowerCase(Locale.ROOT);
            if (!FORMATS.contains(format)) {
                throw new UserError(what + " is not a PNG, JPEG or TIFF file"
                        + (format.isEmpty() ? Beginning.hint(path) : " but " + format.toUpperCase(Locale.ROOT)));
            }
            try {
                Orientation orientation = orientation(stream, format, what);
                // Metadata, such as compressed texts, are not wanted and not read.
                reader.setInput(stream, true, true);
                checkSize(reader, format, stream.length(), what);
                return use.of(reader, format, orientation);
            } finally {
                reader.dispose();
            }
        } catch (UserError e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The JDK's decoders answer damaged files with all sorts of exceptions.
            throw damaged(what, reason(e), e);
        }
    }

    /** What is worth a word about the file, if there is anything. */
    Optional<String> note() {
        return orientation == Orientation.AS_STORED
                ? Optional.empty()
                : Optional.of("turned or mirrored as the orientation tag says, as viewers show it");
    }

    private static Orientation orientation(ImageInputStream stream, String format, String what) throws IOException {
        return switch (format) {
            case "tif" -> TiffHeader.check(stream, what);
            case "jpeg" -> JpegHeader.check(stream, what);
            default -> PngHeader.orientation(stream);
        };
    }

    /** Looks at the header alone: memory is taken for a picture only if its size can be true. */
    private static void checkSize(ImageReader reader, String format, long stored, String what) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        String size = height + " x " + width + " pixels";
        if ((long) width * height > MOST_PIXELS) {
            throw new UserError(what + " says it has " + size + ", allowed are " + MOST_PIXELS
                    + " in all; it is damaged, or must be reduced");
        }
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        int bits = types.hasNext() ? types.next().getColorModel().getPixelSize() : Byte.SIZE;
        long bytes = (long) width * height * bits / Byte.SIZE;
        if (format.equals("png") && bytes / MOST_DEFLATION > stored) {
            throw new UserError(what + " says it has " + size + " of " + bits + " bits, which " + stored
                    + " bytes cannot hold; it is damaged or incomplete: get it again");
        }
        // The picture, and its pixels as numbers.
        Room.check(what, size, bytes + 4 * MOST_CHANNELS * (long) width * height);
    }

    private static BufferedImage decode(ImageReader reader, String what) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage picture = reader.read(0);
        for (String warning : warnings) {
            // The JPEG decoder makes up what is missing and only warns.
            if (DAMAGE.stream().anyMatch(warning::startsWith)) {
                throw damaged(what, warning, null);
            }
        }
        return picture;
    }

    /**
     * The message for a file that is no longer what it was.
     *
     * @param cause may be null
     */
    static UserError damaged(String what, String reason, Exception cause) {
        return new UserError(
                what + " cannot be decoded (" + reason + "); it is damaged or incomplete: get it again", cause);
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
