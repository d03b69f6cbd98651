// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.surface;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.septum.api.data.Spacing;
import org.septum.api.metric.ScoredSlice;

/**
 * A volume, or a single slice, whose structures are measured. It keeps the voxels of the structures alone, few among
 * those of an image. A slice that is left out between two others is empty in truth and prediction.
 */
final class LabelledImage {

    private final int height;
    private final int width;
    private final Spacing spacing;
    private final int firstSlice;
    private final List<IntStream.Builder> truth = new ArrayList<>();
    private final List<IntStream.Builder> prediction = new ArrayList<>();
    private int depth;

    /** An image that begins with a slice, which is yet to be added. */
    LabelledImage(ScoredSlice first, Spacing spacing, int structures) {
        this.height = first.height();
        this.width = first.width();
        this.spacing = spacing;
        this.firstSlice = first.info().slice();
        for (int structure = 0; structure < structures; structure++) {
            truth.add(IntStream.builder());
            prediction.add(IntStream.builder());
        }
    }

    /**
     * Adds the next slice.
     *
     * @throws IllegalArgumentException if it is not behind the last one
     */
    void add(ScoredSlice slice) {
        int place = slice.info().slice() - firstSlice;
        if (place < depth) {
            throw new IllegalArgumentException("slice '" + slice.info().id() + "' is number "
                    + slice.info().slice() + " of its volume, but one with number " + (firstSlice + depth - 1)
                    + " came before it");
        }
        depth = place + 1;
        int offset = Math.toIntExact((long) place * height * width);
        collect(slice.truth(), offset, truth);
        collect(slice.prediction(), offset, prediction);
    }

    private static void collect(int[] classes, int offset, List<IntStream.Builder> structures) {
        for (int pixel = 0; pixel < classes.length; pixel++) {
            if (classes[pixel] > 0) {
                structures.get(classes[pixel] - 1).add(offset + pixel);
            }
        }
    }

    /** The largest distance in mm between two voxels of the image. */
    double diagonal() {
        return new Lattice(depth, height, width, spacing).diagonal();
    }

    /** Measures each structure, once; empty for one that neither truth nor prediction has. */
    List<Optional<SurfaceDistances>> measure() {
        List<Optional<SurfaceDistances>> distances = new ArrayList<>();
        for (int structure = 0; structure < truth.size(); structure++) {
            int[] trueVoxels = truth.get(structure).build().toArray();
            int[] predictedVoxels = prediction.get(structure).build().toArray();
            distances.add(
                    trueVoxels.length + predictedVoxels.length == 0
                            ? Optional.empty()
                            : Optional.of(measure(trueVoxels, predictedVoxels)));
        }
        return distances;
    }

    private SurfaceDistances measure(int[] trueVoxels, int[] predictedVoxels) {
        int[] low = {depth, height, width};
        int[] high = {-1, -1, -1};
        widen(low, high, trueVoxels);
        widen(low, high, predictedVoxels);
        Lattice box = new Lattice(high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1, spacing);
        return SurfaceDistances.between(box, depth == 1, mask(box, low, trueVoxels), mask(box, low, predictedVoxels));
    }

    private void widen(int[] low, int[] high, int[] voxels) {
        for (int voxel : voxels) {
            int[] place = {voxel / (height * width), voxel / width % height, voxel % width};
            for (int axis = 0; axis < place.length; axis++) {
                low[axis] = Math.min(low[axis], place[axis]);
                high[axis] = Math.max(high[axis], place[axis]);
            }
        }
    }

    private boolean[] mask(Lattice box, int[] low, int[] voxels) {
        boolean[] mask = new boolean[box.size()];
        for (int voxel : voxels) {
            int slice = voxel / (height * width) - low[0];
            int row = voxel / width % height - low[1];
            int column = voxel % width - low[2];
            mask[(slice * box.height() + row) * box.width() + column] = true;
        }
        return mask;
    }
}
