// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.Volume;
import org.septum.api.data.VolumeFormat;
import org.septum.api.report.AtomicFile;

/**
 * Reads a picture as {@code image-folder} does, as a volume of one slice without a spacing. Masks are PNG files of 8-bit
 * grey, the classes spread evenly from 0 to 255 so that they can be told apart by eye: class c of n is {@code 255 c / (n -
 * 1)}, rounded. Probabilities are PNG files of 16-bit grey, 65535 for 1.
 */
final class PictureFormat implements VolumeFormat {

    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff");

    private static final int MOST_CLASSES = 256;

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
        String name = file.toString();
        Image image = Intensities.read(PictureFile.read(file, "image", name).picture(), channels, name);
        return new Volume(file, List.of(image), Optional.empty());
    }

    @Override
    public void writeLabels(Volume like, List<int[]> slices, int classes, Path file) {
        if (classes > MOST_CLASSES) {
            throw new UserError("a mask of " + classes + " classes cannot be written to '" + file + "'; allowed are "
                    + MOST_CLASSES);
        }
        int[] labels = slices.get(0);
        double step = 255.0 / Math.max(1, classes - 1);
        write(like, BufferedImage.TYPE_BYTE_GRAY, i -> (int) Math.round(labels[i] * step), file);
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
