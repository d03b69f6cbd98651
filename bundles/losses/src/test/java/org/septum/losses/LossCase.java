// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.septum.api.graph.Shape;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.testkit.probe.LossProbe;

/** Logits and a target, the same as in losses.py. */
record LossCase(TargetEncoding encoding, Shape shape, double[] logits, double[] target) {

    static final LossCase MASK = new LossCase(
            TargetEncoding.MASK,
            new Shape(2, 1, 2, 3),
            new double[] {-2, 0.5, 3, 1, -0.25, 40, 0.75, -1.5, 0.1, -0.6, 2.25, -3},
            new double[] {0, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0});

    static final LossCase CLASSES = new LossCase(
            TargetEncoding.CLASS_INDEX,
            new Shape(2, 3, 2, 3),
            IntStream.range(0, 36)
                    .mapToDouble(i -> i == 20 ? 30 : (7 * i * i + 3 * i) % 41 / 8.0 - 2.5)
                    .toArray(),
            new double[] {0, 2, 1, 1, 0, 2, 0, 0, 1, 1, 0, 1});

    /** Two regions, masks that may overlap. */
    static final LossCase REGIONS = new LossCase(
            TargetEncoding.MASK,
            new Shape(2, 2, 2, 3),
            IntStream.range(0, 24)
                    .mapToDouble(i -> (5 * i * i + 2 * i) % 37 / 6.0 - 2.5)
                    .toArray(),
            IntStream.range(0, 24)
                    .mapToDouble(i -> (i * i + i / 5) % 3 == 1 ? 1 : 0)
                    .toArray());

    /** Logits of one size and alternating sign, and one target everywhere. */
    LossCase constant(double size, double everywhere) {
        double[] alternating = IntStream.range(0, logits.length)
                .mapToDouble(i -> i % 2 == 0 ? size : -size)
                .toArray();
        double[] same = new double[target.length];
        Arrays.fill(same, everywhere);
        return new LossCase(encoding, shape, alternating, same);
    }

    /** The loss, then its gradient. */
    double[] valueAndGradient(Loss loss) {
        LossProbe probe = new LossProbe(loss, new PlanningGraphCompiler(), shape);
        return DoubleStream.concat(
                        DoubleStream.of(probe.value(logits, target)), DoubleStream.of(probe.gradient(logits, target)))
                .toArray();
    }
}
