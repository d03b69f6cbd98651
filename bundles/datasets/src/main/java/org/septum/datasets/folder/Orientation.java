// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * How a stored picture is turned to be seen, by the tag Orientation of TIFF (Revision 6.0, section 8) and Exif (CIPA
 * DC-008): cameras store what their sensor gives and note how they were held. Viewers turn it, and so does Septum.
 */
enum Orientation {
    AS_STORED(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    MIRRORED_UPSIDE_DOWN(false, false, true),
    TRANSPOSED(true, false, false),
    TURNED_RIGHT(true, false, true),
    TRANSPOSED_UPSIDE_DOWN(true, true, true),
    TURNED_LEFT(true, true, false);

    /** The number of the tag in both formats. */
    static final int TAG = 274;

    private final boolean transposed;
    private final boolean fromRight;
    private final boolean fromBottom;

    /**
     * @param transposed whether rows become columns
     * @param fromRight whether the stored columns are taken from the last to the first
     * @param fromBottom whether the stored rows are taken from the last to the first
     */
    Orientation(boolean transposed, boolean fromRight, boolean fromBottom) {
        this.transposed = transposed;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /** That of a tag's value; what is not from 1 to 8 means nothing, as viewers take it. */
    static Orientation of(long value) {
        return value >= 1 && value <= 8 ? values()[(int) value - 1] : AS_STORED;
    }

    /** Whether rows become columns. */
    boolean transposes() {
        return transposed;
    }

    /** The picture as viewers show it; stored numbers and palette stay. */
    BufferedImage turn(BufferedImage picture) {
        if (this == AS_STORED) {
            return picture;
        }
        Raster stored = picture.getRaster();
        int storedWidth = stored.getWidth();
        int storedHeight = stored.getHeight();
        int width = transposed ? storedHeight : storedWidth;
        int height = transposed ? storedWidth : storedHeight;
        WritableRaster shown = stored.createCompatibleWritableRaster(width, height);
        Object pixel = null;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int x = transposed ? row : column;
                int y = transposed ? column : row;
                pixel = stored.getDataElements(
                        fromRight ? storedWidth - 1 - x : x, fromBottom ? storedHeight - 1 - y : y, pixel);
                shown.setDataElements(column, row, pixel);
            }
        }
        return new BufferedImage(picture.getColorModel(), shown, picture.isAlphaPremultiplied(), null);
    }
}
