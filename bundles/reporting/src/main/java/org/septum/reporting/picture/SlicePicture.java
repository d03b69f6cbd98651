// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;
import org.septum.api.data.Image;

/**
 * Draws a part of a slice: the image at its own resolution, and what is laid over it, tinted and outlined, enlarged by a
 * whole number so that pixels stay squares.
 *
 * @param zoom how many pixels of the picture a pixel of the image is wide
 */
record SlicePicture(Image image, Crop crop, int zoom) {

    /** The colour of pixels that nothing is laid over. */
    static final int CLEAR = 0;

    private static final int OPAQUE = 0xFF000000;
    private static final int TINT = 0x55000000;
    private static final int OUTLINE = 2;

    /**
     * @param side how long the longer side is to be, at least
     */
    static SlicePicture of(Image image, Crop crop, int side) {
        int zoom = Math.max(1, (int) Math.ceil((double) side / Math.max(crop.height(), crop.width())));
        return new SlicePicture(image, crop, zoom);
    }

    /** The colours of classes, pixel by pixel: none for the background. */
    static IntUnaryOperator colours(int[] classes) {
        return pixel -> classes[pixel] == 0 ? CLEAR : Palette.onImages(classes[pixel] - 1);
    }

    /** The width of the overlay in pixels; the image is to be shown at the same size. */
    int width() {
        return crop.width() * zoom;
    }

    /** The height of the overlay in pixels. */
    int height() {
        return crop.height() * zoom;
    }

    /** The image at its own resolution, grey unless it has three channels; of other numbers the first is shown. */
    BufferedImage plain(Window window) {
        boolean colour = image.channels() == 3;
        BufferedImage picture = new BufferedImage(
                crop.width(), crop.height(), colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < crop.height(); y++) {
            for (int x = 0; x < crop.width(); x++) {
                for (int band = 0; band < picture.getRaster().getNumBands(); band++) {
                    int row = band * image.height() + crop.top() + y;
                    float value = image.values()[row * image.width() + crop.left() + x];
                    picture.getRaster().setSample(x, y, band, window.level(value));
                }
            }
        }
        return picture;
    }

    /**
     * What is to be laid over the image; the rest is transparent.
     *
     * @param colour of each pixel of the slice, 0xRRGGBB or {@link #CLEAR}
     */
    BufferedImage overlay(IntUnaryOperator colour) {
        BufferedImage picture = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height(); y++) {
            for (int x = 0; x < width(); x++) {
                int here = at(colour, y, x);
                if (here != CLEAR) {
                    picture.setRGB(x, y, here | (isOutline(colour, y, x, here) ? OPAQUE : TINT));
                }
            }
        }
        return picture;
    }

    /** The enlarged image with the overlay on it. */
    BufferedImage painted(Window window, IntUnaryOperator colour) {
        BufferedImage picture = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        // Levels are copied one by one: drawing a grey image converts it to another grey scale.
        BufferedImage plain = plain(window);
        int bands = plain.getRaster().getNumBands();
        for (int y = 0; y < height(); y++) {
            for (int x = 0; x < width(); x++) {
                for (int band = 0; band < 3; band++) {
                    int level = plain.getRaster().getSample(x / zoom, y / zoom, Math.min(band, bands - 1));
                    picture.getRaster().setSample(x, y, band, level);
                }
            }
        }
        Graphics2D graphics = picture.createGraphics();
        graphics.drawImage(overlay(colour), 0, 0, null);
        graphics.dispose();
        return picture;
    }

    private boolean isOutline(IntUnaryOperator colour, int y, int x, int here) {
        int outline = Math.min(OUTLINE, zoom);
        return at(colour, y - outline, x) != here
                || at(colour, y + outline, x) != here
                || at(colour, y, x - outline) != here
                || at(colour, y, x + outline) != here;
    }

    /** The colour at a place of the overlay; beyond its edge that of the edge. */
    private int at(IntUnaryOperator colour, int y, int x) {
        int row = crop.top() + Math.max(0, Math.min(height() - 1, y)) / zoom;
        int column = crop.left() + Math.max(0, Math.min(width() - 1, x)) / zoom;
        return colour.applyAsInt(row * image.width() + column);
    }
}
