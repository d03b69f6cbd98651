// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;
import org.septum.api.UserError;
import org.septum.api.data.Image;

/**
 * Turns a picture's stored numbers into intensities from 0 to 1, by the range of its bit depth: an 8-bit number is divided
 * by 255, a 16-bit number by 65535. They are taken as stored, without a colour profile or gamma correction.
 *
 * <p>A grey picture gives three equal channels where three are wanted. A coloured one gives one channel by the luma
 * weights 0.299, 0.587 and 0.114 of red, green and blue (ITU-R BT.601). Palettes are looked up and transparency is not
 * looked at.
 */
final class Intensities {

    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private Intensities() {}

    /**
     * The channels of one image.
     *
     * @param pictures one, or one for each channel, of which colour becomes grey
     * @param channels 1 or 3 of a single picture, otherwise their number
     * @param names the pictures' paths, for messages
     * @throws UserError as for one picture, or if they have different sizes
     */
    static Image read(List<PictureFile> pictures, int channels, List<String> names) {
        if (pictures.size() == 1) {
            return read(pictures.get(0).picture(), channels, names.get(0));
        }
        List<Image> each = new ArrayList<>();
        for (int file = 0; file < pictures.size(); file++) {
            Image image = read(pictures.get(file).picture(), 1, names.get(file));
            Image first = each.isEmpty() ? image : each.get(0);
            if (image.height() != first.height() || image.width() != first.width()) {
                throw new UserError("image '" + names.get(file) + "' has " + image.height() + " x " + image.width()
                        + " pixels, but '" + names.get(0) + "', another channel of the same image, has "
                        + first.height() + " x " + first.width() + " (height x width)");
            }
            each.add(image);
        }
        int pixels = each.get(0).values().length;
        float[] values = new float[each.size() * pixels];
        for (int channel = 0; channel < each.size(); channel++) {
            System.arraycopy(each.get(channel).values(), 0, values, channel * pixels, pixels);
        }
        return new Image(each.size(), each.get(0).height(), each.get(0).width(), values);
    }

    /**
     * @param channels 1 or 3
     * @param name the image's path, for messages
     * @throws UserError if the picture is neither grey nor red-green-blue, or not of whole numbers
     */
    static Image read(BufferedImage picture, int channels, String name) {
        float[][] colours = picture.getColorModel() instanceof IndexColorModel palette
                ? lookedUp(picture.getRaster(), palette)
                : scaled(picture, name);
        int pixels = colours[0].length;
        float[] values = new float[channels * pixels];
        if (channels == 1 && colours.length == 3) {
            for (int i = 0; i < pixels; i++) {
                values[i] = luma(colours[0][i], colours[1][i], colours[2][i]);
            }
        } else {
            for (int channel = 0; channel < channels; channel++) {
                System.arraycopy(colours[Math.min(channel, colours.length - 1)], 0, values, channel * pixels, pixels);
            }
        }
        return new Image(channels, picture.getHeight(), picture.getWidth(), values);
    }

    private static float luma(float red, float green, float blue) {
        // Grey stays exactly what it was.
        return red == green && green == blue ? red : RED * red + GREEN * green + BLUE * blue;
    }

    private static float[][] lookedUp(Raster raster, IndexColorModel palette) {
        byte[][] entries = new byte[3][palette.getMapSize()];
        palette.getReds(entries[0]);
        palette.getGreens(entries[1]);
        palette.getBlues(entries[2]);
        int[] indices = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        float[][] colours = new float[3][indices.length];
        for (int colour = 0; colour < 3; colour++) {
            for (int i = 0; i < indices.length; i++) {
                colours[colour][i] = (entries[colour][indices[i]] & 0xff) / 255f;
            }
        }
        return colours;
    }

    private static float[][] scaled(BufferedImage picture, String name) {
        Raster raster = picture.getRaster();
        int type = raster.getSampleModel().getDataType();
        if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT) {
            throw new UserError("image '" + name
                    + "' does not hold whole numbers of 8 or 16 bits, so that its range is not known; convert it");
        }
        int bands = raster.getNumBands() - (picture.getColorModel().hasAlpha() ? 1 : 0);
        if (bands != 1 && bands != 3) {
            throw new UserError("image '" + name + "' has " + bands
                    + " channels; allowed are 1 (grey) and 3 (red, green, blue), each with or without transparency");
        }
        float[][] colours = new float[bands][];
        for (int band = 0; band < bands; band++) {
            float range = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
            colours[band] = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), band, (float[]) null);
            for (int i = 0; i < colours[band].length; i++) {
                colours[band][i] /= range;
            }
        }
        return colours;
    }
}
