// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.Volume;
import org.septum.api.data.VolumeFormat;
import org.septum.common.files.AtomicFile;

/**
 * Reads a picture as {@code image-folder} does, as a volume of one slice without a spacing, and as viewers show it: a mask
 * lies on the picture as it is seen, and has no orientation tag of its own. Masks are grey PNG files, of 8 bits or, where
 * levels are above 255, of 16. Where the data have no levels, the classes are spread evenly from 0 to 255 so that they can be
 * told apart by eye: class c of n is {@code 255 c / (n - 1)}, rounded. Probabilities are PNG files of 16-bit grey, 65535
 * for 1.
 */
final class PictureFormat implements VolumeFormat {

    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff");

    private static final List<String> OTHERS =
            List.of(".gif", ".bmp", ".webp", ".jp2", ".pgm", ".ppm", ".heic", ".svg", ".pdf", ".npy", ".npz");

    private static final int MOST_CLASSES = 256;

    private static final int MOST_LEVEL = 65535;

    @Override
    public boolean accepts(Path file) {
        return ending(file).isPresent();
    }

    @Override
    public String stem(Path file) {
        String name = file.getFileName().toString();
        return ending(file)
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .orElse(name);
    }

    @Override
    public String ending() {
        return ENDINGS.get(0);
    }

    @Override
    public Volume read(Path file, int channels) {
        if (channels != 1 && channels != 3) {
            throw new UserError(
                    "the model takes " + channels + " channels, and a picture ('" + file + "') gives 1 or 3");
        }
        return read(List.of(file), channels);
    }

    @Override
    public Volume read(List<Path> files) {
        return read(files, files.size());
    }

    private static Volume read(List<Path> files, int channels) {
        List<String> names = files.stream().map(Path::toString).toList();
        List<PictureFile> pictures = files.stream()
                .map(file -> PictureFile.read(file, "image '" + file + "'"))
                .toList();
        List<String> notes = pictures.stream()
                .flatMap(picture -> picture.note().stream())
                .distinct()
                .toList();
        Image image = Intensities.read(pictures, channels, names);
        return new Volume(files.get(0), List.of(image), Optional.empty(), notes);
    }

    @Override
    public Optional<String> advice(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return OTHERS.stream().anyMatch(name::endsWith)
                ? Optional.of("pictures of this kind are not read; save it as PNG")
                : Optional.empty();
    }

    @Override
    public List<Integer> levels(int classes) {
        if (classes > MOST_CLASSES) {
            throw new UserError(
                    "a mask of " + classes + " classes cannot be written as PNG; allowed are " + MOST_CLASSES);
        }
        double step = 255.0 / Math.max(1, classes - 1);
        return IntStream.range(0, classes)
                .mapToObj(index -> (int) Math.round(index * step))
                .toList();
    }

    @Override
    public void writeLabels(Volume like, List<int[]> slices, List<Integer> levels, Path file) {
        int most = Collections.max(levels);
        if (Collections.min(levels) < 0 || most > MOST_LEVEL) {
            throw new UserError("a mask of the levels " + levels + " cannot be written to '" + file
                    + "'; allowed are 0 to " + MOST_LEVEL);
        }
        int[] labels = slices.get(0);
        int type = most > 255 ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY;
        write(like, type, i -> levels.get(labels[i]), file);
    }

    @Override
    public void writeProbabilities(Volume like, List<float[]> slices, Path file) {
        float[] values = slices.get(0);
        write(like, BufferedImage.TYPE_USHORT_GRAY, i -> Math.round(values[i] * 65535), file);
    }

    private static void write(Volume like, int type, IntUnaryOperator grey, Path file) {
        Image image = like.slices().get(0);
        int width = image.width();
        BufferedImage picture = new BufferedImage(width, image.height(), type);
        for (int i = 0; i < width * image.height(); i++) {
            picture.getRaster().setSample(i % width, i / width, 0, grey.applyAsInt(i));
        }
        AtomicFile.write(file, out -> {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
            try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.write(picture);
            } finally {
                writer.dispose();
            }
        });
    }

    private static Optional<String> ending(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().filter(name::endsWith).findFirst();
    }
}
