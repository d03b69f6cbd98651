// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The levels of a network for patches of a size: an axis is halved as long as it has pixels enough, and only together with axes
 * whose pixels are about as long.
 *
 * @param patch the size, padded so that all halvings come out even
 * @param pools how often each axis is halved
 * @param strides by what each level is divided on the way to the next
 * @param kernels the convolutions' of each level, the lowest last
 */
public record Topology(Axes patch, Axes pools, List<Axes> strides, List<Axes> kernels) {

    private static final int AXES = 2;

    /** No axis gets fewer pixels at the lowest level. */
    private static final int LEAST_EDGE = 4;

    /** Pixels whose sides differ by less are taken as square. */
    private static final double SAME = 2;

    private static final int KERNEL = 3;

    /**
     * Finds the levels.
     *
     * @param spacing the distance of pixels along height and along width, in any unit
     * @param size in pixels; a median may lie between two whole numbers
     */
    public static Topology of(double[] spacing, double[] size) {
        double[] left = size.clone();
        double[] pixel = spacing.clone();
        int[] pools = new int[AXES];
        int[] kernel = {1, 1};
        List<Axes> strides = new ArrayList<>();
        List<Axes> kernels = new ArrayList<>();
        for (int[] pooled = pooled(left, pixel); pooled.length > 0; pooled = pooled(left, pixel)) {
            widen(kernel, pixel);
            kernels.add(new Axes(kernel[0], kernel[1]));
            int[] stride = {1, 1};
            for (int axis : pooled) {
                stride[axis] = 2;
                pools[axis]++;
                pixel[axis] *= 2;
                left[axis] = Math.ceil(left[axis] / 2);
            }
            strides.add(new Axes(stride[0], stride[1]));
        }
        kernels.add(new Axes(KERNEL, KERNEL));
        return new Topology(
                new Axes(padded(size[0], 1 << pools[0]), padded(size[1], 1 << pools[1])),
                new Axes(pools[0], pools[1]),
                List.copyOf(strides),
                List.copyOf(kernels));
    }

    /** The axes that are halved next; none at the lowest level. */
    private static int[] pooled(double[] size, double[] pixel) {
        int[] large = axes(axis -> size[axis] >= 2 * LEAST_EDGE);
        double finest =
                IntStream.of(large).mapToDouble(axis -> pixel[axis]).min().orElse(Double.NaN);
        int[] alike =
                IntStream.of(large).filter(axis -> pixel[axis] / finest < SAME).toArray();
        return alike.length == 1 && size[alike[0]] < 3 * LEAST_EDGE ? new int[0] : alike;
    }

    /** An axis along which pixels are long sees no neighbours until those of the other are about as long. */
    private static void widen(int[] kernel, double[] pixel) {
        double finest = Math.min(pixel[0], pixel[1]);
        for (int axis : axes(axis -> pixel[axis] / finest < SAME)) {
            kernel[axis] = KERNEL;
        }
    }

    private static int[] axes(IntPredicate which) {
        return IntStream.range(0, AXES).filter(which).toArray();
    }

    private static int padded(double size, int multiple) {
        return (int) Math.ceil(size / multiple) * multiple;
    }

    /** How many resolutions there are. */
    public int stages() {
        return kernels.size();
    }

    /** What the patch can be divided by along each axis. */
    Axes divisor() {
        return new Axes(1 << pools.height(), 1 << pools.width());
    }

    /** The size of the features at a level. */
    Axes at(int level) {
        Axes size = patch;
        for (Axes stride : strides.subList(0, level)) {
            size = size.over(stride);
        }
        return size;
    }
}
