// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.surface;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The distances in mm between the surfaces of two masks of which one at least is not empty. The surface of a mask is made
 * up of its voxels that share a face with a voxel outside the mask or outside the image (as in MONAI and, there, in
 * SciPy); each voxel counts the same, whatever the size of its faces. In a single slice, faces towards other slices do
 * not count.
 *
 * @param fromTruth from each surface voxel of the truth to the nearest of the prediction; infinite if that is empty
 * @param fromPrediction from each surface voxel of the prediction to the nearest of the truth; infinite if that is empty
 */
record SurfaceDistances(double[] fromTruth, double[] fromPrediction) {

    /** How much larger than a tolerance a distance may be: the rounding of spacings that files hold as float32. */
    private static final double ROUNDING = 1e-6;

    /**
     * Measures two masks.
     *
     * @param lattice a box that holds both masks
     * @param flat whether the image is a single slice
     */
    static SurfaceDistances between(Lattice lattice, boolean flat, boolean[] truth, boolean[] prediction) {
        int[] trueSurface = surface(lattice, flat, truth);
        int[] predictedSurface = surface(lattice, flat, prediction);
        return new SurfaceDistances(
                distances(lattice, trueSurface, predictedSurface), distances(lattice, predictedSurface, trueSurface));
    }

    private static int[] surface(Lattice lattice, boolean flat, boolean[] mask) {
        return IntStream.range(0, mask.length)
                .filter(voxel -> mask[voxel] && !enclosed(lattice, flat, mask, voxel))
                .toArray();
    }

    private static boolean enclosed(Lattice lattice, boolean flat, boolean[] mask, int voxel) {
        int column = voxel % lattice.width();
        int row = voxel / lattice.width() % lattice.height();
        int area = lattice.height() * lattice.width();
        int slice = voxel / area;
        boolean inPlane = column > 0
                && column < lattice.width() - 1
                && row > 0
                && row < lattice.height() - 1
                && mask[voxel - 1]
                && mask[voxel + 1]
                && mask[voxel - lattice.width()]
                && mask[voxel + lattice.width()];
        return inPlane
                && (flat || slice > 0 && slice < lattice.depth() - 1 && mask[voxel - area] && mask[voxel + area]);
    }

    private static double[] distances(Lattice lattice, int[] from, int[] to) {
        double[] squares = from.length == 0 ? new double[0] : DistanceTransform.squared(lattice, to);
        return Arrays.stream(from)
                .mapToDouble(voxel -> Math.sqrt(squares[voxel]))
                .toArray();
    }

    /**
     * The larger of the two percentiles, one of the distances from the truth, one of those from the prediction; 100
     * gives the largest distance.
     */
    double percentile(double percent) {
        return Math.max(percentile(fromTruth, percent), percentile(fromPrediction, percent));
    }

    /** Interpolates linearly between the two nearest ranks; 0 if there are no distances. */
    private static double percentile(double[] distances, double percent) {
        if (distances.length == 0) {
            return 0;
        }
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        double rank = percent / 100 * (sorted.length - 1);
        double lower = sorted[(int) Math.floor(rank)];
        double upper = sorted[(int) Math.ceil(rank)];
        return lower == upper ? lower : lower + (rank - Math.floor(rank)) * (upper - lower);
    }

    /** The mean of all distances, those from the truth and those from the prediction. */
    double mean() {
        return all().average().orElseThrow();
    }

    /** The share of all distances that are not larger than a tolerance in mm. */
    double within(double tolerance) {
        double largest = tolerance * (1 + ROUNDING);
        return all().filter(distance -> distance <= largest).count()
                / (double) (fromTruth.length + fromPrediction.length);
    }

    private DoubleStream all() {
        return DoubleStream.concat(Arrays.stream(fromTruth), Arrays.stream(fromPrediction));
    }
}
