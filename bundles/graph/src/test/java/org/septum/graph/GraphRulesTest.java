// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.Arguments;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.graph.Activation;
import org.septum.api.graph.ArrayFunction;
import org.septum.api.graph.Elements;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Initializer;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.graph.WritableElements;
import org.septum.api.head.Head;
import org.septum.api.head.TargetEncoding;
import org.septum.api.loss.Loss;
import org.septum.api.model.Block;
import org.septum.api.model.Normalization;
import org.septum.testkit.rules.ComponentRules;
import org.septum.testkit.rules.Rule;
import org.septum.testkit.rules.Subject;

/** The test kit's rules for what builds graphs can each fail: for each there is a plugin that breaks it. */
class GraphRulesTest {

    private static final Set<Role> ALL = EnumSet.allOf(Role.class);

    private record Made(Object component) implements Factory<Object> {
        @Override
        public String summary() {
            return "made for a test";
        }

        @Override
        public Options options() {
            return Options.none();
        }

        @Override
        public Object create(Arguments arguments) {
            return component;
        }
    }

    private record Broken(String rule, String fault, Kind kind, Object component, String told) {
        List<Rule> rules() {
            return ComponentRules.of(Subject.of(kind, "made", new Made(component), new PlanningGraphCompiler()));
        }
    }

    private static List<Broken> broken() {
        List<Broken> broken = new ArrayList<>(losses());
        broken.addAll(blocks());
        broken.addAll(heads());
        return broken;
    }

    private static List<Broken> losses() {
        return List.of(
                loss("L-01", "one value per pixel", "the loss must be a scalar", (graph, bce, logits) -> bce),
                loss(
                        "L-02",
                        "it rewards errors",
                        "for a perfect prediction",
                        (graph, bce, logits) -> graph.affine(graph.mean(bce, ALL), -1, 0)),
                loss("L-03", "a sum over the batch", "the batch twice", (graph, bce, logits) -> graph.sum(bce, ALL)),
                loss(
                        "L-04",
                        "a difference of large numbers",
                        "by finite differences",
                        (graph, bce, logits) -> graph.affine(graph.affine(graph.mean(bce, ALL), 1, 1e10), 1, -1e10)),
                loss(
                        "L-05",
                        "an exponential that overflows",
                        "where the target is",
                        (graph, bce, logits) -> graph.add(
                                graph.mean(bce, ALL), graph.mean(graph.exp(graph.affine(logits, 1, -20)), ALL))));
    }

    @FunctionalInterface
    private interface LossGraph {
        Tensor build(GraphBuilder graph, Tensor bce, Tensor logits);
    }

    private static Broken loss(String rule, String fault, String told, LossGraph loss) {
        return new Broken(rule, fault, Kind.LOSS, loss(loss), told);
    }

    private static Loss loss(LossGraph loss) {
        return new Loss() {
            @Override
            public boolean accepts(TargetEncoding encoding) {
                return encoding == TargetEncoding.MASK;
            }

            @Override
            public Tensor build(GraphBuilder graph, Tensor logits, Tensor target) {
                return loss.build(graph, graph.bceWithLogits(logits, target, 1), logits);
            }
        };
    }

    /** A 1 x 1 convolution. */
    private static Tensor sound(GraphBuilder graph, Tensor x, int channels) {
        int inputs = x.shape().channels();
        return graph.conv2d(
                x, graph.parameter("weight", Initializer.fanIn(inputs), channels, inputs, 1, 1), null, 1, 0, 1);
    }

    private static List<Broken> blocks() {
        Block constant = (graph, x, channels) -> graph.add(
                sound(graph, x, channels),
                graph.affine(graph.perChannel(graph.parameter("unused", Initializer.constant(0), channels)), 0, 1));
        Block acrossTheBatch = (graph, x, channels) -> {
            Tensor y = sound(graph, x, channels);
            return graph.subtract(y, graph.broadcast(graph.mean(y, Set.of(Role.BATCH)), y.shape()));
        };
        Block changing = (graph, x, channels) -> graph.mode() == Mode.TRAINING
                ? sound(graph.scope("more"), sound(graph, x, channels), channels)
                : sound(graph, x, channels);
        Block dividing = (graph, x, channels) -> {
            Tensor y = sound(graph, x, channels);
            Tensor size = graph.mean(graph.abs(y), Set.of(Role.CHANNEL, Role.HEIGHT, Role.WIDTH));
            return graph.divide(y, graph.broadcast(size, y.shape()));
        };
        Block wrong = (graph, x, channels) -> pooled(graph, x, channels, new LogSumExp(0.9));
        AtomicInteger count = new AtomicInteger(1);
        Block counting = (graph, x, channels) -> pooled(graph, x, channels, new LogSumExp(count.incrementAndGet()));
        Counting calls = new Counting(new AtomicInteger());
        Block keeping = (graph, x, channels) -> graph.apply(calls, sound(graph, x, channels));
        Squares remembering = new Squares(new AtomicReference<>(), 0);
        Squares lastColumn = new Squares(new AtomicReference<>(), 1);
        Normalization lying = new Normalization() {
            @Override
            public Tensor build(GraphBuilder graph, Tensor input) {
                return graph.activate(input, Activation.TANH);
            }

            @Override
            public boolean removesMean() {
                return true;
            }
        };
        return List.of(
                block("G-01", "the channels of its input", "is needed", (graph, x, channels) -> graph.affine(x, 2, 0)),
                block("G-02", "a parameter without effect", "the gradient of part.unused is 0.0", constant),
                block("G-03", "other samples in evaluation", "beside another", acrossTheBatch),
                block("G-04", "more parameters in training", "training has", changing),
                block("G-05", "a division by zero", "not finite", dividing),
                block("F-01", "a gradient that is a tenth too small", "the operation 'LogSumExp' is wrong: by", wrong),
                block(
                        "F-01",
                        "what it kept of its last forward",
                        "'Squares' is wrong: by",
                        (graph, x, channels) -> graph.apply(remembering, sound(graph, x, channels))),
                block(
                        "F-01",
                        "a gradient that is wrong in the last column",
                        "'Squares' is wrong: by",
                        (graph, x, channels) -> graph.apply(lastColumn, sound(graph, x, channels))),
                block("F-02", "a setting that changes", "does not equal that of another made alike", counting),
                block("F-02", "a count of its calls", "computes something else the second time", keeping),
                new Broken("N-01", "a false claim", Kind.NORMALIZATION, lying, "removes the mean, but"));
    }

    /** It keeps something from call to call, as no operation may. */
    private record Counting(AtomicInteger calls) implements ArrayFunction {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public void forward(List<Elements> inputs, WritableElements result) {
            result.set(0, calls.incrementAndGet());
        }

        @Override
        public void backward(
                List<Elements> inputs, Elements result, Elements gradient, List<WritableElements> gradients) {
            // The result does not depend on the input.
        }
    }

    /** Its gradient is that of its latest forward, or too large in the last column. */
    private record Squares(AtomicReference<Elements> latest, double excess) implements ArrayFunction {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public void forward(List<Elements> inputs, WritableElements result) {
            latest.set(inputs.get(0));
            for (int i = 0; i < result.size(); i++) {
                result.set(i, Math.pow(inputs.get(0).get(i), 2));
            }
        }

        @Override
        public void backward(
                List<Elements> inputs, Elements result, Elements gradient, List<WritableElements> gradients) {
            Elements x = excess > 0 ? inputs.get(0) : latest.get();
            int width = x.shape().width();
            for (int i = 0; i < x.size(); i++) {
                double factor = i % width == width - 1 ? 1 + excess : 1;
                gradients.get(0).set(i, factor * 2 * x.get(i) * gradient.get(i));
            }
        }
    }

    private static Tensor pooled(GraphBuilder graph, Tensor x, int channels, LogSumExp function) {
        Tensor y = sound(graph, x, channels);
        Tensor shift = graph.perChannel(graph.parameter("shift", Initializer.constant(0), channels));
        return graph.multiply(y, graph.activate(graph.apply(function, y, shift), Activation.TANH));
    }

    private static Broken block(String rule, String fault, String told, Block block) {
        return new Broken(rule, fault, Kind.BLOCK, block, told);
    }

    private static List<Broken> heads() {
        return List.of(
                head("H-01", "a class that does not exist", "has the class 7", new SoundHead() {
                    @Override
                    public int[] classOfLabel() {
                        int[] classes = super.classOfLabel();
                        classes[1] = 7;
                        return classes;
                    }
                }),
                head("H-02", "a target that is no index", "is 0.5", new SoundHead() {
                    @Override
                    public float target(int classIndex, int channel) {
                        return classIndex + 0.5f;
                    }
                }),
                head("H-03", "logits for probabilities", "a probability is", new SoundHead() {
                    @Override
                    public void probabilities(float[] logits, int pixels, float[] probabilities) {
                        System.arraycopy(logits, 0, probabilities, 0, probabilities.length);
                    }
                }),
                head("H-04", "arithmetic in place", "changes the logits", new SoundHead() {
                    @Override
                    public void decide(float[] logits, int[] decision) {
                        Arrays.sort(logits);
                    }
                }));
    }

    private static Broken head(String rule, String fault, String told, Head head) {
        return new Broken(rule, fault, Kind.HEAD, head, told);
    }

    /** Every label is a class; every class is equally probable, and the background is decided. */
    private static class SoundHead implements Head, Head.Bound {
        private List<String> labels;

        @Override
        public Bound bind(List<String> labels) {
            this.labels = labels;
            return this;
        }

        @Override
        public Tensor logits(GraphBuilder graph, Tensor features) {
            return sound(graph, features, labels.size());
        }

        @Override
        public TargetEncoding encoding() {
            return TargetEncoding.CLASS_INDEX;
        }

        @Override
        public List<String> classes() {
            return labels;
        }

        @Override
        public int[] classOfLabel() {
            return java.util.stream.IntStream.range(0, labels.size()).toArray();
        }

        @Override
        public void probabilities(float[] logits, int pixels, float[] probabilities) {
            Arrays.fill(probabilities, pixels / (float) probabilities.length);
        }

        @Override
        public void decide(float[] logits, int[] decision) {
            Arrays.fill(decision, 0);
        }
    }

    @TestFactory
    Stream<DynamicTest> aPluginMadeToBreakARuleIsToldSo() {
        return broken().stream()
                .map(plugin -> DynamicTest.dynamicTest(plugin.rule() + " " + plugin.fault(), () -> {
                    Rule rule = plugin.rules().stream()
                            .filter(candidate -> candidate.id().equals(plugin.rule()))
                            .findFirst()
                            .orElseThrow();
                    Rule.Verdict verdict = rule.run();
                    assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(Rule.Outcome.FAILED);
                    assertThat(verdict.reason()).contains(plugin.told());
                }));
    }

    @Test
    void everyRuleHasAPluginThatBreaksIt() {
        Set<String> rules = new TreeSet<>();
        for (Kind kind :
                List.of(Kind.LOSS, Kind.BLOCK, Kind.NORMALIZATION, Kind.UPSAMPLING, Kind.SKIP, Kind.MODEL, Kind.HEAD)) {
            new Broken("", "", kind, "anything", "").rules().forEach(rule -> rules.add(rule.id()));
        }
        rules.removeIf(id -> id.startsWith("C-"));
        assertThat(broken().stream().map(Broken::rule)).containsAll(rules);
    }

    @TestFactory
    Stream<DynamicTest> aSoundPluginIsNotBlamed() {
        Block block = GraphRulesTest::sound;
        return Stream.of(
                        new Broken("", "", Kind.LOSS, loss((graph, bce, logits) -> graph.mean(bce, ALL)), ""),
                        new Broken("", "", Kind.BLOCK, block, ""),
                        new Broken("", "", Kind.LOSS, loss(GraphRulesTest::withItsOwn), ""),
                        new Broken("", "", Kind.HEAD, new SoundHead(), ""))
                .flatMap(plugin -> plugin.rules().stream())
                .map(rule -> DynamicTest.dynamicTest(
                        rule.id(), () -> assertThat(rule.run().reason()).isEmpty()));
    }

    /** The cross-entropy, with an operation that adds nothing to it but goes through all of forward and backward. */
    private static Tensor withItsOwn(GraphBuilder graph, Tensor bce, Tensor logits) {
        Tensor bounded = graph.activate(logits, Activation.TANH);
        Tensor zeros = graph.mean(graph.affine(bounded, 0, 0), EnumSet.of(Role.BATCH, Role.HEIGHT, Role.WIDTH));
        Tensor pooled = graph.mean(graph.apply(new LogSumExp(1), bounded, zeros), ALL);
        return graph.add(graph.mean(bce, ALL), graph.affine(pooled, 1e-6, 0));
    }

    @Test
    void withoutACompilerOfGraphsTheRulesAreSkipped() {
        Block block = GraphRulesTest::sound;
        Subject subject = Subject.of(Kind.BLOCK, "made", new Made(block));
        assertThat(ComponentRules.of(subject).stream().filter(rule -> rule.id().startsWith("G-")))
                .allSatisfy(rule -> assertThat(rule.run())
                        .isEqualTo(new Rule.Verdict(Rule.Outcome.SKIPPED, "no compiler of graphs was given")));
    }
}
