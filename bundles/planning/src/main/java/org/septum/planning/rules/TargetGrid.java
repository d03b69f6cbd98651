// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.rules;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The spacing that all volumes are brought to, and how large they are then. Axes are slices, height, width.
 *
 * @param spacing in the unit of the volumes' own
 * @param median the middle size over all volumes, axis by axis
 */
public record TargetGrid(double[] spacing, double[] median) {

    private static final int AXES = 3;

    /** An axis is apart from the others if its spacing is larger, and its size smaller, by more than this. */
    private static final double ANISOTROPY = 3;

    /** Which of the spacings an axis that is apart gets, instead of the median. */
    private static final double FINE_SHARE = 0.1;

    private static final double SLIGHTLY = 1e-5;

    /**
     * A volume.
     *
     * @param spacing slices, height, width
     * @param size in voxels, in the same order
     */
    public record Volume(double[] spacing, int[] size) {}

    /** Finds the grid of some volumes; at least one. */
    public static TargetGrid of(List<Volume> volumes) {
        double[] target = new double[AXES];
        double[] median = new double[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            target[axis] = Statistics.median(spacings(volumes, axis));
            int of = axis;
            median[axis] = Statistics.median(
                    volumes.stream().mapToDouble(volume -> volume.size[of]).toArray());
        }
        refine(target, median, volumes);
        return new TargetGrid(target, medianSize(target, volumes));
    }

    /** Where one axis is much coarser than the others, its finer spacings are the better target. */
    private static void refine(double[] target, double[] median, List<Volume> volumes) {
        int worst = IntStream.range(0, AXES).reduce(0, (best, axis) -> target[axis] > target[best] ? axis : best);
        double coarsest = others(worst).mapToDouble(axis -> target[axis]).max().orElseThrow();
        double smallest = others(worst).mapToDouble(axis -> median[axis]).min().orElseThrow();
        if (target[worst] > ANISOTROPY * coarsest && median[worst] * ANISOTROPY < smallest) {
            double fine = Statistics.quantile(FINE_SHARE, spacings(volumes, worst));
            target[worst] = fine < coarsest ? coarsest + SLIGHTLY : fine;
        }
    }

    private static IntStream others(int worst) {
        return IntStream.range(0, AXES).filter(axis -> axis != worst);
    }

    private static double[] spacings(List<Volume> volumes, int axis) {
        return volumes.stream().mapToDouble(volume -> volume.spacing[axis]).toArray();
    }

    private static double[] medianSize(double[] target, List<Volume> volumes) {
        double[] size = new double[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            int of = axis;
            size[axis] = Statistics.median(volumes.stream()
                    .mapToDouble(volume -> Math.rint(volume.size[of] * volume.spacing[of] / target[of]))
                    .toArray());
        }
        return size;
    }

    /** The voxels of a volume of the median size. */
    public double voxels() {
        return median[0] * median[1] * median[2];
    }

    /** Along height and width. */
    public double[] planarSpacing() {
        return new double[] {spacing[1], spacing[2]};
    }

    /** Height and width. */
    public double[] planarMedian() {
        return new double[] {median[1], median[2]};
    }
}
