// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.loss.LossFactory;
import org.septum.losses.pixel.BceFactory;
import org.septum.losses.pixel.CrossEntropyFactory;
import org.septum.losses.pixel.FocalFactory;
import org.septum.losses.pixel.TopKCrossEntropyFactory;
import org.septum.losses.region.BoundaryFactory;
import org.septum.losses.region.DiceFactory;
import org.septum.losses.region.FocalTverskyFactory;
import org.septum.losses.region.GeneralizedDiceFactory;
import org.septum.losses.region.JaccardFactory;
import org.septum.losses.region.LovaszFactory;
import org.septum.losses.region.TverskyFactory;

/** A loss of an image of which some pixels do not count is the loss of the image without them. */
class IgnoredPixelsTest {

    /** What a target holds here at a pixel that does not count. */
    private static final double UNJUDGED = -1;

    private record Named(String name, Loss loss) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Named named(String name, LossFactory factory, Map<String, Object> options) {
        return new Named(name + " " + options, factory.create(Arguments.of(factory.options(), options)));
    }

    static List<Named> losses() {
        List<Named> losses = new ArrayList<>(List.of(
                named("bce", new BceFactory(), Map.of("positive-weight", 2.5)),
                named("bce", new BceFactory(), Map.of("reduction", "sum")),
                named("cross-entropy", new CrossEntropyFactory(), Map.of()),
                named("cross-entropy", new CrossEntropyFactory(), Map.of("label-smoothing", 0.2)),
                named(
                        "cross-entropy",
                        new CrossEntropyFactory(),
                        Map.of("class-weights", List.of(1, 3, 0.5), "label-smoothing", 0.1)),
                named("cross-entropy", new CrossEntropyFactory(), Map.of("ignore-index", 2)),
                named("cross-entropy", new CrossEntropyFactory(), Map.of("reduction", "sum")),
                named("focal", new FocalFactory(), Map.of()),
                named("top-k", new TopKCrossEntropyFactory(), Map.of("fraction", 0.5))));
        for (String over : List.of("sample", "batch")) {
            Map<String, Object> options = Map.of("over", over);
            losses.add(named("dice", new DiceFactory(), options));
            losses.add(named("dice", new DiceFactory(), Map.of("over", over, "squared", true, "background", false)));
            losses.add(named("jaccard", new JaccardFactory(), options));
            losses.add(named("tversky", new TverskyFactory(), options));
            losses.add(named("focal-tversky", new FocalTverskyFactory(), options));
            losses.add(named("generalized-dice", new GeneralizedDiceFactory(), options));
            losses.add(named("lovasz", new LovaszFactory(), options));
        }
        DiceFactory dice = new DiceFactory();
        FocalFactory focal = new FocalFactory();
        losses.add(named(
                "weighted-sum",
                new WeightedSumFactory(),
                Map.of(
                        "losses",
                        List.of(
                                Component.of(Kind.LOSS, "dice", dice, Arguments.of(dice.options(), Map.of())),
                                Component.of(Kind.LOSS, "focal", focal, Arguments.of(focal.options(), Map.of()))))));
        return losses;
    }

    /** The engine's rule: logits are 0 where a pixel does not count, and the target is the background's. */
    private static Loss counting(Loss loss) {
        return new Loss() {
            @Override
            public boolean accepts(TargetEncoding encoding) {
                return loss.accepts(encoding);
            }

            @Override
            public Tensor build(GraphBuilder graph, Tensor logits, Tensor marked) {
                Tensor counted = graph.clamp(graph.affine(marked, 1, 1), 0, 1);
                Tensor target = graph.clamp(marked, 0, Float.MAX_VALUE);
                Tensor one = graph.slice(counted, 0, 1);
                return loss.build(graph, graph.multiply(logits, one), target, one);
            }
        };
    }

    private static boolean isKept(int at) {
        return at % 3 < 2;
    }

    private static double[] kept(double[] all) {
        return IntStream.range(0, all.length)
                .filter(IgnoredPixelsTest::isKept)
                .mapToDouble(i -> all[i])
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void isTheLossOfTheOthersAlone(Named named) {
        for (LossCase given : List.of(LossCase.MASK, LossCase.CLASSES)) {
            if (!named.loss.accepts(given.encoding())) {
                continue;
            }
            Shape shape = given.shape();
            LossCase others = new LossCase(
                    given.encoding(),
                    new Shape(shape.batch(), shape.channels(), shape.height(), 2),
                    kept(given.logits()),
                    kept(given.target()));
            double[] marked = given.target().clone();
            for (int i = 0; i < marked.length; i++) {
                marked[i] = isKept(i) ? marked[i] : UNJUDGED;
            }
            double[] expected = others.valueAndGradient(named.loss);
            double[] found = new LossCase(given.encoding(), shape, given.logits(), marked)
                    .valueAndGradient(counting(named.loss));
            double[] gradient = Arrays.copyOfRange(found, 1, found.length);
            assertThat(found[0]).isCloseTo(expected[0], within(1e-10));
            assertThat(kept(gradient)).containsExactly(Arrays.copyOfRange(expected, 1, expected.length), within(1e-10));
            for (int i = 0; i < gradient.length; i++) {
                assertThat(isKept(i) || gradient[i] == 0)
                        .as("gradient of pixel " + i)
                        .isTrue();
            }
        }
    }

    /** Also a loss that knows nothing of pixels which do not count sends no gradient there. */
    @Test
    void aLossThatDoesNotKnowOfThemGetsNoGradientThereEither() {
        Loss plain = (Loss3) (graph, logits, target) -> graph.mean(graph.exp(logits), Reduction.ALL_ROLES);
        LossCase given = LossCase.MASK;
        double[] marked = given.target().clone();
        marked[4] = UNJUDGED;
        double[] found =
                new LossCase(given.encoding(), given.shape(), given.logits(), marked).valueAndGradient(counting(plain));
        assertThat(found[1 + 4]).isZero();
        assertThat(found[1 + 3]).isCloseTo(Math.exp(given.logits()[3]) / 12, within(1e-12));
    }

    private interface Loss3 extends Loss {
        @Override
        default boolean accepts(TargetEncoding encoding) {
            return true;
        }
    }

    @Test
    void nothingIsLearntFromABatchInWhichNoPixelCounts() {
        List<Named> all = new ArrayList<>(losses());
        all.add(named("boundary", new BoundaryFactory(), Map.of()));
        for (Named named : all) {
            for (LossCase given : List.of(LossCase.MASK, LossCase.CLASSES)) {
                if (named.loss.accepts(given.encoding())) {
                    double[] unjudged = new double[given.target().length];
                    Arrays.fill(unjudged, UNJUDGED);
                    double[] found = new LossCase(given.encoding(), given.shape(), given.logits(), unjudged)
                            .valueAndGradient(counting(named.loss));
                    assertThat(found[0]).as(named.name).isFinite();
                    assertThat(Arrays.copyOfRange(found, 1, found.length))
                            .as(named.name)
                            .containsOnly(0);
                }
            }
        }
    }

    /** The boundary is that of the pixels which are the class's; a pixel that does not count is outside of it. */
    @Test
    void theBoundaryLossIsAMeanOverThePixelsThatCount() {
        Loss boundary = named("boundary", new BoundaryFactory(), Map.of()).loss;
        // One row: the class at the second pixel, whose distance is -1; those of the others are 1, 1 and 2.
        double[] logits = {0, 0, 0, 0};
        LossCase all = new LossCase(TargetEncoding.MASK, new Shape(1, 1, 1, 4), logits, new double[] {0, 1, 0, 0});
        LossCase three = new LossCase(TargetEncoding.MASK, new Shape(1, 1, 1, 4), logits, new double[] {0, 1, 0, -1});
        double whole = all.valueAndGradient(boundary)[0];
        double ofThree = three.valueAndGradient(counting(boundary))[0];
        double last = 0.5 * 2;
        assertThat(ofThree).isCloseTo((4 * whole - last) / 3, within(1e-12));
    }
}
