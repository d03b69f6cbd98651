// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import org.septum.api.UserError;

/** The numbers stored in a mask, palette indices included. */
final class GreyLevels {

    private GreyLevels() {}

    /**
     * The grey level of each pixel, row by row; colours are accepted if they are grey, and transparency is not looked at.
     *
     * @param name the mask's path, for messages
     * @throws UserError if the mask is not grey, or not of whole numbers
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
        int colours = raster.getNumBands() - (mask.getColorModel().hasAlpha() && raster.getNumBands() > 1 ? 1 : 0);
        for (int band = 1; band < colours; band++) {
            int[] other = raster.getSamples(0, 0, width, height, band, (int[]) null);
            for (int i = 0; i < values.length; i++) {
                if (values[i] != other[i]) {
                    throw new UserError("mask '" + name + "' is coloured (row " + i / width + ", column " + i % width
                            + "); a mask must be grey or have a palette: one level for each label");
                }
            }
        }
        return values;
    }
}
