// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import java.util.Arrays;
import java.util.List;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;

/**
 * Moves an image onto the grid and augments it, in one resampling: by default images bilinear, labels nearest; zero (the
 * background) outside the image.
 */
public final class Resampler {

    private final List<CoordinateMap> maps;
    private final GridPlacement placement;
    private final Interpolation interpolation;
    private final int height;
    private final int width;

    /** Images bilinear, labels nearest. */
    public Resampler(List<CoordinateMap> maps, GridPlacement placement) {
        this(maps, placement, Interpolation.LINEAR);
    }

    /**
     * @param maps in the order in which the augmentations act on the image
     * @param placement how the result lies on the image
     */
    public Resampler(List<CoordinateMap> maps, GridPlacement placement, Interpolation interpolation) {
        this.interpolation = interpolation;
        this.maps = maps.stream().filter(map -> map != CoordinateMap.IDENTITY).toList();
        this.placement = placement;
        this.height = placement.gridHeight();
        this.width = placement.gridWidth();
    }

    /**
     * Resamples a sample's image and labels along the same coordinates, into arrays of their own. A label map without pixels is
     * background everywhere.
     */
    public Sample resample(Sample sample) {
        Image image = sample.image();
        LabelMap labels = sample.labels();
        if (maps.isEmpty() && placement.isIdentity()) {
            return onGrid(sample, image.values().clone(), Arrays.copyOf(labels.values(), height * width));
        }
        CubicSpline[] splines = splines(image);
        float[] imageOut = new float[image.channels() * height * width];
        int[] labelsOut = new int[height * width];
        double[] point = new double[2];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                locate(row, column, point);
                int at = row * width + column;
                take(image, splines, point[0], point[1], imageOut, at);
                labelsOut[at] = interpolation.linearLabels()
                        ? greatest(labels, point[0], point[1])
                        : nearest(labels, point[0], point[1]);
            }
        }
        return onGrid(sample, imageOut, labelsOut);
    }

    /** What {@link #resample} makes of a sample without augmentation, where the result is a small part of a large image. */
    public static Sample ofTile(Sample sample, GridPlacement placement, Interpolation interpolation) {
        if (!interpolation.cubic()) {
            return new Resampler(List.of(), placement, interpolation).resample(sample);
        }
        Window window = Window.of(placement);
        return new Resampler(List.of(), window.placement(placement), interpolation).resample(window.of(sample));
    }

    private Sample onGrid(Sample sample, float[] image, int[] labels) {
        int channels = sample.image().channels();
        return new Sample(
                sample.info(), new Image(channels, height, width, image), new LabelMap(height, width, labels));
    }

    /** The position in the source, in pixels from its first pixel's centre, from which a pixel of the result is taken. */
    private void locate(int row, int column, double[] point) {
        point[0] = column - (width - 1) / 2.0;
        point[1] = row - (height - 1) / 2.0;
        // The last augmentation made the result, so its map is the first to be followed back.
        for (int i = maps.size() - 1; i >= 0; i--) {
            maps.get(i).map(point);
        }
        point[0] = placement.toImageColumn(point[0]);
        point[1] = placement.toImageRow(point[1]);
    }

    /** Each channel's; none where images are bilinear. */
    private CubicSpline[] splines(Image image) {
        CubicSpline[] splines = new CubicSpline[interpolation.cubic() ? image.channels() : 0];
        for (int channel = 0; channel < splines.length; channel++) {
            int start = channel * image.height() * image.width();
            splines[channel] = new CubicSpline(image.values(), start, image.height(), image.width());
        }
        return splines;
    }

    private void take(Image image, CubicSpline[] splines, double x, double y, float[] out, int at) {
        int plane = height * width;
        // Half a pixel beyond the outermost centres still lies in the image: there the edge is repeated.
        boolean inside = x >= -0.5 && y >= -0.5 && x <= image.width() - 0.5 && y <= image.height() - 0.5;
        if (!inside) {
            for (int channel = 0; channel < image.channels(); channel++) {
                out[channel * plane + at] = 0;
            }
            return;
        }
        for (int channel = 0; channel < splines.length; channel++) {
            out[channel * plane + at] = splines[channel].at(x, y);
        }
        if (splines.length == 0) {
            bilinear(image, x, y, out, at);
        }
    }

    private void bilinear(Image image, double x, double y, float[] out, int at) {
        int plane = height * width;
        int sourcePlane = image.height() * image.width();
        double cx = Math.min(Math.max(x, 0), image.width() - 1);
        double cy = Math.min(Math.max(y, 0), image.height() - 1);
        int x0 = (int) cx;
        int y0 = (int) cy;
        int x1 = Math.min(x0 + 1, image.width() - 1);
        int y1 = Math.min(y0 + 1, image.height() - 1);
        float fx = (float) (cx - x0);
        float fy = (float) (cy - y0);
        float[] values = image.values();
        for (int channel = 0; channel < image.channels(); channel++) {
            int base = channel * sourcePlane;
            float top = values[base + y0 * image.width() + x0] * (1 - fx) + values[base + y0 * image.width() + x1] * fx;
            float bottom =
                    values[base + y1 * image.width() + x0] * (1 - fx) + values[base + y1 * image.width() + x1] * fx;
            out[channel * plane + at] = top * (1 - fy) + bottom * fy;
        }
    }

    private static int nearest(LabelMap labels, double x, double y) {
        int column = (int) Math.floor(x + 0.5);
        int row = (int) Math.floor(y + 0.5);
        if (column < 0 || row < 0 || column >= labels.width() || row >= labels.height()) {
            return 0;
        }
        return labels.values()[row * labels.width() + column];
    }

    /** The label that has most of a place between four pixels; the lowest of equal ones. */
    private static int greatest(LabelMap labels, double x, double y) {
        if (x < -0.5 || y < -0.5 || x >= labels.width() - 0.5 || y >= labels.height() - 0.5) {
            return 0;
        }
        double cx = Math.min(Math.max(x, 0), labels.width() - 1);
        double cy = Math.min(Math.max(y, 0), labels.height() - 1);
        int column = (int) cx;
        int row = (int) cy;
        int right = Math.min(column + 1, labels.width() - 1) - column;
        int below = (Math.min(row + 1, labels.height() - 1) - row) * labels.width();
        int at = row * labels.width() + column;
        int[] values = labels.values();
        int[] four = {values[at], values[at + right], values[at + below], values[at + below + right]};
        double fx = cx - column;
        double fy = cy - row;
        double[] shares = {(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy};
        int best = 0;
        double most = -1;
        for (int label : four) {
            double share = 0;
            for (int i = 0; i < 4; i++) {
                share += four[i] == label ? shares[i] : 0;
            }
            boolean equal = Math.abs(share - most) <= 1e-9;
            if (equal ? label < best : share > most) {
                best = label;
                most = share;
            }
        }
        return best;
    }
}
