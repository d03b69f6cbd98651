// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.require;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.testkit.probe.LossProbe;

/** What losses keep to, on logits of two samples with 4 x 5 pixels, in double precision. */
record LossRules(Subject subject) {

    private static final double TOLERANCE = 1e-5;

    static List<Rule> of(Subject subject) {
        LossRules rules = new LossRules(subject);
        return List.of(
                new Rule("L-01", "the loss is a finite scalar", rules::finite),
                new Rule("L-02", "a perfect prediction has the smallest loss", rules::perfect),
                new Rule("L-03", "doubling the batch does not change the loss", rules::duplication),
                new Rule("L-04", "the gradient agrees with finite differences", rules::gradient),
                new Rule(
                        "L-05",
                        "value and gradient are finite at logits of +-1e4, with empty and full masks",
                        rules::extremes));
    }

    private LossProbe probe() {
        Loss loss = subject.create(Loss.class);
        for (TargetEncoding encoding : TargetEncoding.values()) {
            if (loss.accepts(encoding)) {
                int channels = encoding == TargetEncoding.MASK ? 1 : 3;
                return new LossProbe(loss, subject.graphs(), new Shape(2, channels, 4, 5));
            }
        }
        throw new Rule.Broken("it accepts no encoding of targets");
    }

    private static double[] logits(LossProbe probe, long seed) {
        Random random = new Random(seed);
        return random.doubles(probe.shape().elements(), -2, 2).toArray();
    }

    private static double[] target(LossProbe probe) {
        Shape shape = probe.shape();
        int classes = Math.max(2, shape.channels());
        return new Random(7)
                .ints((long) shape.batch() * shape.height() * shape.width(), 0, classes)
                .asDoubleStream()
                .toArray();
    }

    private void finite() {
        LossProbe probe = probe();
        double value = probe.value(logits(probe, 1), target(probe));
        require(Double.isFinite(value), "the loss is " + value);
    }

    private static LossProbe doubled(LossProbe probe) {
        Shape shape = probe.shape();
        return new LossProbe(probe.loss(), probe.compiler(), shape.with(Role.BATCH, 2 * shape.batch()));
    }

    /** Logits of the given size where the target is, and of the opposite elsewhere. */
    private static double[] matching(Shape shape, double[] target, double size) {
        double[] logits = new double[(int) shape.elements()];
        int plane = shape.height() * shape.width();
        for (int i = 0; i < logits.length; i++) {
            int channel = i / plane % shape.channels();
            double truth = target[i / plane / shape.channels() * plane + i % plane];
            boolean positive = shape.channels() == 1 ? truth == 1 : truth == channel;
            logits[i] = positive ? size : -size;
        }
        return logits;
    }

    private void perfect() {
        LossProbe probe = probe();
        double[] target = target(probe);
        double best = probe.value(matching(probe.shape(), target, 12), target);
        for (int seed = 1; seed <= 4; seed++) {
            double other = probe.value(logits(probe, seed), target);
            require(best <= other + TOLERANCE, "it is " + best + " for a perfect prediction, " + other + " for noise");
        }
        double worst = probe.value(matching(probe.shape(), target, -12), target);
        require(best < worst, "it is " + best + " for a perfect prediction, " + worst + " for the opposite");
    }

    private void duplication() {
        LossProbe probe = probe();
        double[] logits = logits(probe, 1);
        double[] target = target(probe);
        double once = probe.value(logits, target);
        double twice = doubled(probe).value(twice(logits), twice(target));
        require(near(once, twice), "it is " + once + " for a batch and " + twice + " for the batch twice");
    }

    private void gradient() {
        LossProbe probe = probe();
        double[] logits = logits(probe, 1);
        double[] target = target(probe);
        double[] gradient = probe.gradient(logits, target);
        double step = 1e-5;
        for (int i = 0; i < logits.length; i += 7) {
            double[] up = logits.clone();
            double[] down = logits.clone();
            up[i] += step;
            down[i] -= step;
            double measured = (probe.value(up, target) - probe.value(down, target)) / (2 * step);
            require(
                    Math.abs(measured - gradient[i]) <= TOLERANCE * Math.max(0.1, Math.abs(measured)),
                    "by logit " + i + " it is " + gradient[i] + ", by finite differences " + measured);
        }
    }

    private void extremes() {
        LossProbe probe = probe();
        double[] alternating = IntStream.range(0, (int) probe.shape().elements())
                .mapToDouble(i -> i % 2 == 0 ? 1e4 : -1e4)
                .toArray();
        for (double everywhere : new double[] {0, 1}) {
            double[] target = target(probe);
            Arrays.fill(target, everywhere);
            double value = probe.value(alternating, target);
            require(Double.isFinite(value), "it is " + value + " where the target is " + everywhere + " everywhere");
            double[] gradient = probe.gradient(alternating, target);
            require(
                    Arrays.stream(gradient).allMatch(Double::isFinite),
                    "its gradient is not finite where the target is " + everywhere + " everywhere");
        }
    }

    private static double[] twice(double[] values) {
        double[] twice = Arrays.copyOf(values, 2 * values.length);
        System.arraycopy(values, 0, twice, values.length, values.length);
        return twice;
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a));
    }
}
