// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;

/**
 * The part of an image that some pixels of the network's are taken from, so that a spline need not go through all of the image
 * for each of its tiles.
 */
record Window(int top, int left, int height, int width) {

    /** What lies so many pixels away changes a spline by less than a ten-millionth, here of that of the whole image. */
    private static final int MARGIN = 16;

    static Window of(GridPlacement placement) {
        int top = first(placement.toImageRow(-(placement.gridHeight() - 1) / 2.0), placement.imageHeight());
        int left = first(placement.toImageColumn(-(placement.gridWidth() - 1) / 2.0), placement.imageWidth());
        int bottom = end(placement.toImageRow((placement.gridHeight() - 1) / 2.0), placement.imageHeight());
        int right = end(placement.toImageColumn((placement.gridWidth() - 1) / 2.0), placement.imageWidth());
        return new Window(top, left, bottom - top, right - left);
    }

    private static int first(double position, int size) {
        return (int) Math.min(Math.max(Math.floor(position) - MARGIN, 0), size - 1);
    }

    private static int end(double position, int size) {
        return (int) Math.max(Math.min(Math.ceil(position) + MARGIN + 1, size), 1);
    }

    /** This part of a sample. */
    Sample of(Sample sample) {
        Image image = sample.image();
        float[] values = new float[image.channels() * height * width];
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int row = 0; row < height; row++) {
                int from = (channel * image.height() + top + row) * image.width() + left;
                System.arraycopy(image.values(), from, values, (channel * height + row) * width, width);
            }
        }
        return new Sample(sample.info(), new Image(image.channels(), height, width, values), of(sample.labels()));
    }

    private LabelMap of(LabelMap labels) {
        if (labels.values().length == 0) {
            return labels;
        }
        int[] values = new int[height * width];
        for (int row = 0; row < height; row++) {
            System.arraycopy(labels.values(), (top + row) * labels.width() + left, values, row * width, width);
        }
        return new LabelMap(height, width, values);
    }

    /** How the same pixels lie on this part. */
    GridPlacement placement(GridPlacement placement) {
        return new GridPlacement(
                height,
                width,
                placement.gridHeight(),
                placement.gridWidth(),
                placement.pitch(),
                placement.centreRow() - top,
                placement.centreColumn() - left);
    }
}
