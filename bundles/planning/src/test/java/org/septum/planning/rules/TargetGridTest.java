// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TargetGridTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    private static TargetGrid grid(int slices, double row, double... distances) {
        List<TargetGrid.Volume> volumes = DoubleStream.of(distances)
                .mapToObj(distance ->
                        new TargetGrid.Volume(new double[] {distance, row, row}, new int[] {slices, 256, 216}))
                .toList();
        return TargetGrid.of(volumes);
    }

    /** NumPy: percentile([5, 5, 10, 10, 10, 10, 10, 10, 10, 10], 10) is 5, [5, 10, ...] gives 9.5; round(10 x 10 / 9.5) is 11. */
    @Test
    void takesFinerSlicesWhereTheyAreFarApart() {
        TargetGrid half = grid(10, 1.5, 5, 5, 10, 10, 10, 10, 10, 10, 10, 10);
        assertThat(half.spacing()).containsExactly(new double[] {5, 1.5, 1.5}, CLOSE);
        assertThat(half.median()).containsExactly(new double[] {20, 256, 216}, CLOSE);

        TargetGrid one = grid(10, 1.5, 5, 10, 10, 10, 10, 10, 10, 10, 10, 10);
        assertThat(one.spacing()).containsExactly(new double[] {9.5, 1.5, 1.5}, CLOSE);
        assertThat(one.median()[0]).isCloseTo(11, CLOSE);
    }

    @Test
    void neverGoesBelowTheOtherAxes() {
        TargetGrid grid = grid(10, 2, 1, 1, 10, 10, 10);
        assertThat(grid.spacing()).containsExactly(new double[] {2.00001, 2, 2}, CLOSE);
    }

    /** Slices are three times as far apart as rows and no more, or there are too many of them. */
    @Test
    void takesTheMedianWhereSlicesAreNotApart() {
        assertThat(grid(10, 2, 3, 5, 6, 6, 6).spacing()[0]).isCloseTo(6, CLOSE);
        assertThat(grid(100, 1, 1, 5, 6, 6, 6).spacing()[0]).isCloseTo(6, CLOSE);
    }

    @Test
    void takesTheMiddleOfSizesOnTheGridAxisByAxis() {
        List<TargetGrid.Volume> volumes = IntStream.of(100, 200)
                .mapToObj(size -> new TargetGrid.Volume(new double[] {1, size / 100.0, 1}, new int[] {1, size, 50}))
                .toList();
        TargetGrid grid = TargetGrid.of(volumes);
        // 100 x 1 / 1.5 is 67, 200 x 2 / 1.5 is 267.
        assertThat(grid.planarSpacing()).containsExactly(new double[] {1.5, 1}, CLOSE);
        assertThat(grid.planarMedian()).containsExactly(new double[] {167, 50}, CLOSE);
        assertThat(grid.voxels()).isCloseTo(167 * 50, CLOSE);
    }
}
