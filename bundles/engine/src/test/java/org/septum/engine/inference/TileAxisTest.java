// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.engine.geometry.Tiling;

/** Where tiles lie, and how much they count. */
class TileAxisTest {

    /** {@code numpy.round(numpy.arange(n) * (length - tile) / (n - 1))}, n = ceil((length - tile) / (step * tile)) + 1. */
    @ParameterizedTest
    @CsvSource({
        "4, 4, 0.5, 0",
        "5, 4, 0.5, 0 1",
        "10, 4, 0.5, 0 2 4 6",
        "11, 4, 0.5, 0 2 4 5 7",
        "512, 224, 0.5, 0 96 192 288",
        "300, 256, 0.5, 0 44",
        "100, 32, 0.25, 0 8 15 23 30 38 45 53 60 68",
        "97, 32, 1, 0 22 43 65",
        "3, 1, 0.5, 0 1 2"
    })
    void tilesLieEvenly(int length, int tile, double step, String expected) {
        int[] starts =
                Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertThat(TileAxis.starts(length, tile, step)).containsExactly(starts);
    }

    /** {@code scipy.signal.windows.gaussian(n, n / 8)}. */
    @Test
    void weightsFallLikeANormalDistribution() {
        assertThat(TileAxis.gaussian(5))
                .containsExactly(
                        new double[] {
                            0.005976022895005943, 0.27803730045319414, 1, 0.27803730045319414, 0.005976022895005943
                        },
                        within(1e-15));
        assertThat(TileAxis.gaussian(8))
                .containsExactly(
                        new double[] {
                            0.002187491118182885,
                            0.04393693362340741,
                            0.32465246735834974,
                            0.8824969025845953,
                            0.8824969025845953,
                            0.32465246735834974,
                            0.04393693362340741,
                            0.002187491118182885
                        },
                        within(1e-15));
    }

    /** In float32 too, where those of two axes are multiplied. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 511, 512, 16384})
    void noWeightIsZero(int tile) {
        double least = Arrays.stream(TileAxis.gaussian(tile)).min().orElseThrow();
        assertThat(least).isGreaterThan(Math.exp(-8));
        assertThat((float) (least * least)).isGreaterThan(Float.MIN_NORMAL);
    }

    @ParameterizedTest
    @CsvSource({"true, 0.5", "true, 0.1", "true, 1", "false, 0.5", "false, 0.3", "false, 1"})
    void sharesAddUpToOneEverywhere(boolean gaussian, double step) {
        for (int tile = 1; tile < 24; tile++) {
            for (int length = tile; length < 70; length++) {
                TileAxis axis = TileAxis.of(length, tile, new Tiling(true, step, gaussian));
                double[] sums = new double[length];
                for (int at = 0; at < axis.count(); at++) {
                    for (int i = 0; i < tile; i++) {
                        sums[axis.starts()[at] + i] += axis.shares()[at][i];
                    }
                }
                for (double sum : sums) {
                    assertThat(sum).as("tile %d, length %d", tile, length).isCloseTo(1, within(1e-6));
                }
            }
        }
    }

    @Test
    void anOnlyTileIsAllThatCounts() {
        TileAxis axis = TileAxis.of(7, 7, new Tiling(true, 0.5, true));
        assertThat(axis.starts()).containsExactly(0);
        assertThat(axis.shares()[0]).containsOnly(1);
    }
}
