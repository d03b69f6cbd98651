// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.septum.api.UserError;

/**
 * Tells coloured masks, whose labels are colours, and what to do with them.
 *
 * @param where the folder, for messages
 */
record MaskColours(String where) {

    private static final int SHOWN = 8;

    /** More colours than this are not those of labels. */
    private static final int FEW = 64;

    /** Beyond, it does not matter how many there are. */
    private static final int MOST_COUNTED = 4096;

    /** Whether any pixel is not grey; a palette counts by its entries. */
    static boolean isColoured(BufferedImage picture) {
        if (picture.getColorModel() instanceof IndexColorModel palette) {
            for (int entry = 0; entry < palette.getMapSize(); entry++) {
                if (palette.getRed(entry) != palette.getGreen(entry)
                        || palette.getRed(entry) != palette.getBlue(entry)) {
                    return true;
                }
            }
            return false;
        }
        Raster raster = picture.getRaster();
        if (raster.getNumBands() < 3 || raster.getSampleModel().getDataType() > DataBuffer.TYPE_USHORT) {
            return false;
        }
        int[] row = null;
        for (int y = 0; y < raster.getHeight(); y++) {
            row = raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int at = 0; at < row.length; at += raster.getNumBands()) {
                if (row[at] != row[at + 1] || row[at] != row[at + 2]) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * A mask with a palette has its labels in the indices; any other must be grey.
     *
     * @throws UserError with the colours that the mask has, if it is not
     */
    void requireGrey(BufferedImage mask, String name) {
        if (mask.getColorModel() instanceof IndexColorModel || !isColoured(mask)) {
            return;
        }
        Raster raster = mask.getRaster();
        int bands = raster.getNumBands();
        Map<Integer, Integer> counts = new HashMap<>();
        int[] row = null;
        for (int y = 0; y < raster.getHeight() && counts.size() <= MOST_COUNTED; y++) {
            row = raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int at = 0; at < row.length; at += bands) {
                counts.merge(row[at] << 16 | row[at + 1] << 8 | row[at + 2], 1, Integer::sum);
            }
        }
        boolean few = counts.size() <= FEW;
        String colours = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(SHOWN)
                .map(entry -> String.format(Locale.ROOT, "#%06x (%d pixels)", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        throw new UserError(where + ": mask '" + name + "' is coloured: " + colours
                + (counts.size() > SHOWN ? " and more" : "")
                + (few
                        ? ". A mask has one grey level, or palette index, for each label: save the masks as grey PNG files in which"
                                + " each colour has become a number, 0 for the background, then 1, 2 and so on"
                        : ". That many colours are those of a picture rather than of labels: are images and masks exchanged,"
                                + " or is the mask painted over the image? A mask is a grey PNG file with one level for each"
                                + " label"));
    }
}
