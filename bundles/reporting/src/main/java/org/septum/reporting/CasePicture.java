// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.septum.api.data.Image;
import org.septum.api.report.CaseView;

/**
 * Draws the cropped part of one slice as PNG data URIs: the image at its own resolution, and enlarged transparent overlays
 * of the truth, the prediction and their differences to be laid over it. Structures are tinted and outlined.
 */
final class CasePicture {

    private static final int CLEAR = 0;
    private static final int OPAQUE = 0xFF000000;
    private static final int TINT = 0x55000000;
    private static final int OUTLINE = 2;
    private static final int SIDE = 400;

    private final CaseView view;
    private final Crop crop;
    private final int zoom;

    CasePicture(CaseView view, Crop crop) {
        this.view = view;
        this.crop = crop;
        zoom = Math.max(1, (int) Math.ceil((double) SIDE / Math.max(crop.height(), crop.width())));
    }

    /** The width of the overlays in pixels; the image is to be shown at the same size. */
    int width() {
        return crop.width() * zoom;
    }

    /** The height of the overlays in pixels. */
    int height() {
        return crop.height() * zoom;
    }

    /** The image, grey unless it has three channels, intensities spread between the 1st and the 99th percentile. */
    String image() {
        Image image = view.image();
        boolean colour = image.channels() == 3;
        double[] window = window(image.values());
        BufferedImage picture = new BufferedImage(
                crop.width(), crop.height(), colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < crop.height(); y++) {
            for (int x = 0; x < crop.width(); x++) {
                for (int band = 0; band < picture.getRaster().getNumBands(); band++) {
                    int row = band * image.height() + crop.top() + y;
                    float value = image.values()[row * image.width() + crop.left() + x];
                    double level = 255 * (value - window[0]) / (window[1] - window[0]);
                    picture.getRaster().setSample(x, y, band, (int) Math.round(Math.max(0, Math.min(255, level))));
                }
            }
        }
        return dataUri(picture);
    }

    String truth() {
        return overlay(pixel -> classColour(view.truth()[pixel]));
    }

    String prediction() {
        return overlay(pixel -> classColour(view.prediction()[pixel]));
    }

    String differences() {
        return overlay(pixel -> {
            int truth = view.truth()[pixel];
            int prediction = view.prediction()[pixel];
            if (truth == prediction) {
                return CLEAR;
            }
            return prediction == 0 ? Palette.MISSED : truth == 0 ? Palette.SPURIOUS : Palette.CONFUSED;
        });
    }

    private static int classColour(int label) {
        return label == 0 ? CLEAR : Palette.onImages(label - 1);
    }

    private static double[] window(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double low = sorted[(int) (0.01 * (sorted.length - 1))];
        double high = sorted[(int) (0.99 * (sorted.length - 1))];
        return high > low ? new double[] {low, high} : new double[] {low, low + 1};
    }

    /** @param colour of each pixel of the slice, 0xRRGGBB or {@link #CLEAR} */
    private String overlay(IntUnaryOperator colour) {
        BufferedImage picture = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height(); y++) {
            for (int x = 0; x < width(); x++) {
                int here = at(colour, y, x);
                if (here != CLEAR) {
                    picture.setRGB(x, y, here | (isOutline(colour, y, x, here) ? OPAQUE : TINT));
                }
            }
        }
        return dataUri(picture);
    }

    private boolean isOutline(IntUnaryOperator colour, int y, int x, int here) {
        return at(colour, y - OUTLINE, x) != here
                || at(colour, y + OUTLINE, x) != here
                || at(colour, y, x - OUTLINE) != here
                || at(colour, y, x + OUTLINE) != here;
    }

    /** The colour at a place of the overlay; beyond its edge that of the edge. */
    private int at(IntUnaryOperator colour, int y, int x) {
        int row = crop.top() + Math.max(0, Math.min(height() - 1, y)) / zoom;
        int column = crop.left() + Math.max(0, Math.min(width() - 1, x)) / zoom;
        return colour.applyAsInt(row * view.image().width() + column);
    }

    private static String dataUri(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
