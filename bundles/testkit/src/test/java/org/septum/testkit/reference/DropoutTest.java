// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.graph.Op;
import org.septum.testkit.kernels.Array;
import org.septum.testkit.kernels.Kernels;
import org.septum.testkit.kernels.Operands;

class DropoutTest {

    private static final int ELEMENTS = 10_000;

    @Test
    void dropsTheGivenShareAndScalesTheRest() {
        double[] mask = mask(1, 1, 0);
        assertThat(Arrays.stream(mask).distinct()).containsExactlyInAnyOrder(0.0, 1 / (1 - 0.3));
        // Five standard deviations of a binomial share.
        assertThat(Arrays.stream(mask).filter(value -> value == 0).count() / (double) ELEMENTS)
                .isCloseTo(0.3, within(5 * Math.sqrt(0.3 * 0.7 / ELEMENTS)));
    }

    @Test
    void dependsOnSeedStepAndStreamAlone() {
        double[] mask = mask(1, 1, 0);
        assertThat(mask(1, 1, 0)).isEqualTo(mask);
        // Independent masks agree in 0.3 * 0.3 + 0.7 * 0.7 of their elements.
        for (double[] other : List.of(mask(2, 1, 0), mask(1, 2, 0), mask(1, 1, 1))) {
            assertThat(agreement(mask, other)).isCloseTo(0.58, within(0.025));
        }
    }

    private static double[] mask(long seed, long step, int stream) {
        Array y = new Array(new double[ELEMENTS], 0, List.of(1, 1, 100, 100));
        y.fill(2);
        Array mask = new Array(new double[ELEMENTS], 0, y.dimensions());
        Kernels.compute(new Op.Dropout(0.3, stream), new Operands(List.of(y), List.of(y, mask), seed, step));
        for (int i = 0; i < ELEMENTS; i++) {
            assertThat(y.get(i)).isEqualTo(2 * mask.get(i));
        }
        return mask.memory();
    }

    private static double agreement(double[] a, double[] b) {
        int equal = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            equal += a[i] == b[i] ? 1 : 0;
        }
        return equal / (double) ELEMENTS;
    }
}
