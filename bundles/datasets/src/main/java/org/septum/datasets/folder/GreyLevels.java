// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Arrays;
import org.septum.api.UserError;

/** The numbers stored in a mask, palette indices included. */
final class GreyLevels {

    private GreyLevels() {}

    /**
     * The grey level of each pixel, row by row; colours are accepted if they are grey, and transparency is not looked at unless
     * nothing else differs.
     *
     * @param name the mask's path, for messages
     * @throws UserError if the mask is not grey, not of whole numbers, or its labels are in its transparency
     */
    static int[] read(BufferedImage mask, String name) {
        Raster raster = mask.getRaster();
        int type = raster.getSampleModel().getDataType();
        if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT) {
            throw new UserError(
                    "mask '" + name + "' does not hold whole numbers of 8 or 16 bits; convert it to a grey PNG");
        }
        int width = raster.getWidth();
        int height = raster.getHeight();
        int[] values = raster.getSamples(0, 0, width, height, 0, (int[]) null);
        boolean transparency = mask.getColorModel().hasAlpha() && raster.getNumBands() > 1;
        int colours = raster.getNumBands() - (transparency ? 1 : 0);
        for (int band = 1; band < colours; band++) {
            int[] other = raster.getSamples(0, 0, width, height, band, (int[]) null);
            for (int i = 0; i < values.length; i++) {
                if (values[i] != other[i]) {
                    throw new UserError("mask '" + name + "' is coloured (row " + i / width + ", column " + i % width
                            + "); a mask must be grey or have a palette: one level for each label");
                }
            }
        }
        if (transparency) {
            checkTransparency(values, raster.getSamples(0, 0, width, height, colours, (int[]) null), name);
        }
        return values;
    }

    private static void checkTransparency(int[] levels, int[] opacity, String name) {
        int most = Arrays.stream(opacity).max().orElse(0);
        long transparent = Arrays.stream(opacity).filter(value -> value < most).count();
        if (transparent > 0 && Arrays.stream(levels).allMatch(level -> level == levels[0])) {
            throw new UserError(
                    "mask '" + name + "' seems to have its labels in its transparency: " + transparent + " of "
                            + levels.length + " pixels are transparent, and all have the grey level " + levels[0]
                            + "; make the labels grey levels");
        }
    }
}
