// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.septum.api.graph.Activation.IDENTITY;
import static org.septum.api.graph.Activation.RELU;
import static org.septum.api.graph.Activation.SIGMOID;
import static org.septum.api.graph.Activation.TANH;
import static org.septum.api.graph.Activation.leakyRelu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Step;
import org.septum.api.plan.Value;

/** Every operation against the reference backend, on shapes that leave remainders everywhere. */
class OperationsTest {

    private static final double TOLERANCE = 1e-5;

    private final Map<String, SmallPlan> cases = new LinkedHashMap<>();

    OperationsTest() {
        convolutions();
        groupedConvolutions();
        transposedConvolutions();
        resampling();
        shuffling();
        normalization();
        groupNormalization();
        channels();
        pointwise();
        broadcasting();
        ranking();
        distances();
        losses();
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheReferenceBackend() {
        return cases.entrySet().stream()
                .map(given -> DynamicTest.dynamicTest(given.getKey(), () -> {
                    Plan plan = given.getValue().plan();
                    // More threads than processors or parts must be as good as one.
                    for (int threads : new int[] {1, 2, 5}) {
                        Comparison.run(plan, given.getValue().data(), threads, TOLERANCE);
                    }
                }));
    }

    @Test
    void everyOperationHasACase() {
        Set<Class<?>> tested = cases.values().stream()
                .flatMap(small -> small.plan().steps().stream())
                .map(Step::op)
                .map(Object::getClass)
                .collect(Collectors.toSet());
        List<Class<?>> missing = new ArrayList<>(List.of(Op.class.getPermittedSubclasses()));
        missing.removeAll(tested);
        assertThat(missing).isEmpty();
    }

    private void add(String name, Consumer<SmallPlan> plan) {
        SmallPlan small = new SmallPlan();
        plan.accept(small);
        cases.put(name, small);
    }

    private void convolutions() {
        convolution("3x3", 3, 1, 1, 1, 8, 16, 2, 12, 10);
        convolution("3x3 odd sizes", 3, 1, 1, 1, 5, 7, 3, 9, 11);
        convolution("3x3 of one channel", 3, 1, 1, 1, 1, 4, 2, 8, 8);
        convolution("3x3 of three channels", 3, 1, 1, 1, 3, 6, 2, 8, 8);
        convolution("3x3 to one channel", 3, 1, 1, 1, 6, 1, 2, 8, 8);
        convolution("1x1", 1, 1, 0, 1, 6, 4, 2, 7, 5);
        convolution("1x1 strided", 1, 2, 0, 1, 6, 4, 2, 7, 5);
        convolution("3x3 without padding", 3, 1, 0, 1, 4, 5, 2, 8, 7);
        convolution("3x3 wide padding", 3, 1, 3, 1, 4, 5, 2, 8, 7);
        convolution("5x5", 5, 1, 2, 1, 4, 5, 1, 9, 9);
        convolution("2x2", 2, 1, 0, 1, 4, 5, 2, 6, 7);
        convolution("3x3 dilated", 3, 1, 2, 2, 4, 5, 2, 9, 8);
        convolution("3x3 strided", 3, 2, 1, 1, 4, 5, 2, 9, 8);
        convolution("2x2 strided", 2, 2, 0, 1, 4, 5, 2, 8, 7);
        convolution("3x3 strided and dilated", 3, 2, 2, 2, 4, 5, 2, 9, 8);
        convolution("3x3 wide image", 3, 1, 1, 1, 2, 3, 1, 3, 1100);
        convolution("3x3 several parts", 3, 1, 1, 1, 3, 4, 2, 70, 40);
    }

    private void convolution(
            String name, int kernel, int stride, int padding, int dilation, int in, int out, int batch, int h, int w) {
        convolution(name, new Op.Conv2d(stride, padding, dilation), kernel, in, out, batch, h, w);
    }

    private void convolution(String name, Op.Conv2d op, int kernel, int in, int out, int batch, int h, int w) {
        int reach = op.dilation() * (kernel - 1) + 1;
        int yh = (h + 2 * op.padding() - reach) / op.stride() + 1;
        int yw = (w + 2 * op.padding() - reach) / op.stride() + 1;
        int together = in / op.groups();
        add("convolution " + name, small -> {
            Value weight = small.parameter(out, together, kernel, kernel);
            Value bias = small.parameter(out);
            Value x = small.input(batch, in, h, w);
            small.step(op, List.of(x, weight, bias), small.output(batch, out, yh, yw));
            small.step(op, List.of(x, weight), small.output(batch, out, yh, yw));
        });
        add("convolution " + name + ", gradients", small -> {
            Value weight = small.parameter(out, together, kernel, kernel);
            Value bias = small.parameter(out);
            Value alone = small.parameter(out, together, kernel, kernel);
            Value x = small.input(batch, in, h, w);
            Value dy = small.input(batch, out, yh, yw);
            small.step(new Op.Conv2dBackwardInput(op), List.of(dy, weight), small.output(batch, in, h, w));
            small.step(new Op.Conv2dBackwardWeights(op), List.of(x, dy), small.gradient(weight), small.gradient(bias));
            small.step(new Op.Conv2dBackwardWeights(op), List.of(x, dy), small.gradient(alone));
        });
    }

    private void groupedConvolutions() {
        // Kernel, stride, padding, dilation, groups, channels in and out, batch, height, width.
        int[][] cases = {
            {3, 1, 1, 1, 6, 6, 6, 2, 9, 11},
            {7, 1, 3, 1, 33, 33, 33, 2, 12, 10},
            {3, 2, 1, 1, 4, 4, 4, 2, 9, 8},
            {3, 1, 2, 2, 4, 4, 8, 1, 9, 8},
            {3, 1, 1, 1, 2, 6, 4, 2, 8, 7},
            {1, 2, 0, 1, 3, 6, 9, 2, 7, 5},
        };
        for (int[] s : cases) {
            convolution(
                    "in groups " + java.util.Arrays.toString(s),
                    new Op.Conv2d(s[1], s[2], s[3], s[4]),
                    s[0],
                    s[5],
                    s[6],
                    s[7],
                    s[8],
                    s[9]);
        }
    }

    private void transposedConvolutions() {
        transposedConvolution("2x2", 2, 2, 8, 4, 2, 5, 7);
        transposedConvolution("2x2 of one channel", 2, 2, 1, 1, 3, 4, 4);
        transposedConvolution("3x3 overlapping", 3, 2, 4, 3, 2, 5, 4);
        transposedConvolution("2x2 with gaps", 2, 3, 4, 3, 2, 5, 4);
        transposedConvolution("3x3 stride 1", 3, 1, 4, 3, 2, 5, 4);
        transposedConvolution("2x2 several parts", 2, 2, 3, 2, 2, 40, 30);
    }

    private void transposedConvolution(String name, int kernel, int stride, int in, int out, int batch, int h, int w) {
        Op.TransposedConv2d op = new Op.TransposedConv2d(stride);
        int yh = (h - 1) * stride + kernel;
        int yw = (w - 1) * stride + kernel;
        add("transposed convolution " + name, small -> {
            Value weight = small.parameter(in, out, kernel, kernel);
            Value bias = small.parameter(out);
            Value x = small.input(batch, in, h, w);
            small.step(op, List.of(x, weight, bias), small.output(batch, out, yh, yw));
            small.step(op, List.of(x, weight), small.output(batch, out, yh, yw));
        });
        add("transposed convolution " + name + ", gradients", small -> {
            Value weight = small.parameter(in, out, kernel, kernel);
            Value bias = small.parameter(out);
            Value alone = small.parameter(in, out, kernel, kernel);
            Value x = small.input(batch, in, h, w);
            Value dy = small.input(batch, out, yh, yw);
            small.step(new Op.TransposedConv2dBackwardInput(op), List.of(dy, weight), small.output(batch, in, h, w));
            Op backward = new Op.TransposedConv2dBackwardWeights(op);
            small.step(backward, List.of(x, dy), small.gradient(weight), small.gradient(bias));
            small.step(backward, List.of(x, dy), small.gradient(alone));
        });
    }

    private void resampling() {
        for (int window : new int[] {2, 3}) {
            add("max pool " + window, small -> maxPool(small, small.input(2, 5, 4 * window, 3 * window), window));
            add("max pool " + window + " of equal values", small -> {
                float[] few = {1, 0, 1, 1, 0, -1, 1};
                maxPool(small, small.input(few, 2, 5, 4 * window, 3 * window), window);
            });
        }
        for (Op.Interpolation interpolation : Op.Interpolation.values()) {
            for (int factor : new int[] {1, 2, 3}) {
                Op.Upsample op = new Op.Upsample(factor, interpolation);
                add("upsample " + interpolation + " " + factor, small -> {
                    small.step(op, List.of(small.input(2, 3, 5, 4)), small.output(2, 3, 5 * factor, 4 * factor));
                    Value dy = small.input(2, 3, 5 * factor, 4 * factor);
                    small.step(new Op.UpsampleBackward(op), List.of(dy), small.output(2, 3, 5, 4));
                });
            }
        }
    }

    private void shuffling() {
        for (int factor : new int[] {1, 2, 3}) {
            add("pixel shuffle " + factor, small -> {
                Op.PixelShuffle op = new Op.PixelShuffle(factor);
                int channels = 3 * factor * factor;
                small.step(op, List.of(small.input(2, channels, 5, 4)), small.output(2, 3, 5 * factor, 4 * factor));
                Value dy = small.input(2, 3, 5 * factor, 4 * factor);
                small.step(new Op.PixelShuffleBackward(op), List.of(dy), small.output(2, channels, 5, 4));
            });
        }
    }

    private static void maxPool(SmallPlan small, Value x, int window) {
        Op.MaxPool2d op = new Op.MaxPool2d(window);
        Value y = small.output(2, 5, x.dimension(2) / window, x.dimension(3) / window);
        Value dy = small.input(2, 5, y.dimension(2), y.dimension(3));
        small.step(op, List.of(x), y);
        small.step(new Op.MaxPool2dBackward(op), List.of(x, y, dy), small.output(2, 5, x.dimension(2), x.dimension(3)));
    }

    private void normalization() {
        for (Activation activation : List.of(IDENTITY, RELU, leakyRelu(0.2), SIGMOID)) {
            add("batch norm " + activation.function(), small -> batchNorm(small, activation, 2, 6, 5, 7));
        }
        add("batch norm of one channel", small -> batchNorm(small, RELU, 3, 1, 9, 5));
        add("batch norm in many pieces", small -> batchNorm(small, RELU, 2, 33, 40, 30));
        add("batch norm about a large mean", small -> {
            Value x = small.input(new float[] {100, 100.5f, 99, 101, 100.25f}, 2, 3, 16, 16);
            batchNormForward(small, new Op.BatchNorm(0.1, 1e-5, Mode.TRAINING, IDENTITY), x);
        });
    }

    private void groupNormalization() {
        int[][] cases = {{2, 6, 5, 7, 3}, {2, 6, 5, 7, 6}, {3, 1, 9, 5, 1}, {2, 32, 40, 30, 8}, {1, 4, 6, 6, 1}};
        for (int[] s : cases) {
            add("group norm " + java.util.Arrays.toString(s), small -> {
                Value x = small.input(s[0], s[1], s[2], s[3]);
                Value scale = small.parameter(s[1]);
                Value shift = small.parameter(s[1]);
                Value mean = small.output(s[0], s[4], 1, 1);
                Value inverse = small.output(s[0], s[4], 1, 1);
                Op.GroupNorm norm = new Op.GroupNorm(s[4], 1e-5);
                small.step(norm, List.of(x, scale, shift), small.output(s[0], s[1], s[2], s[3]), mean, inverse);
                small.step(
                        new Op.GroupNormBackward(norm),
                        List.of(small.input(s[0], s[1], s[2], s[3]), x, scale, mean, inverse),
                        small.output(s[0], s[1], s[2], s[3]),
                        small.gradient(scale),
                        small.gradient(shift));
            });
        }
    }

    private static void batchNorm(SmallPlan small, Activation activation, int batch, int channels, int h, int w) {
        Op.BatchNorm training = new Op.BatchNorm(0.1, 1e-5, Mode.TRAINING, activation);
        Op.BatchNorm evaluation = new Op.BatchNorm(0.1, 1e-5, Mode.EVALUATION, activation);
        Value x = small.input(batch, channels, h, w);
        List<Value> results = batchNormForward(small, training, x);
        Value scale = small.parameter(channels);
        Value shift = small.parameter(channels);
        small.step(
                evaluation,
                List.of(x, scale, shift, small.state(channels), small.state(channels)),
                small.output(batch, channels, h, w));
        Value dy = small.input(batch, channels, h, w);
        small.step(
                new Op.BatchNormBackward(training),
                List.of(dy, x, results.get(0), scale, results.get(1), results.get(2)),
                small.output(batch, channels, h, w),
                small.gradient(scale),
                small.gradient(shift));
    }

    private static List<Value> batchNormForward(SmallPlan small, Op.BatchNorm op, Value x) {
        int channels = x.dimension(1);
        List<Value> results = List.of(
                small.output(x.dimension(0), channels, x.dimension(2), x.dimension(3)),
                small.statistics(channels),
                small.statistics(channels));
        List<Value> from = List.of(
                x, small.parameter(channels), small.parameter(channels), small.state(channels), small.state(channels));
        small.step(op, from, results.toArray(Value[]::new));
        return results;
    }

    private void channels() {
        for (int count : new int[] {1, 4}) {
            add("softmax over " + count, small -> {
                Value x = small.input(2, count, 9, 7);
                Value dy = small.input(2, count, 9, 7);
                Value y = small.output(2, count, 9, 7);
                Value logarithm = small.output(2, count, 9, 7);
                small.step(new Op.Softmax(), List.of(x), y);
                small.step(new Op.SoftmaxBackward(), List.of(dy, y), small.output(2, count, 9, 7));
                small.step(new Op.LogSoftmax(), List.of(x), logarithm);
                small.step(new Op.LogSoftmaxBackward(), List.of(dy, logarithm), small.output(2, count, 9, 7));
            });
        }
        add("softmax of large values", small -> {
            Value x = small.input(new float[] {1000, -1000, 999, 5, 88}, 1, 3, 5, 5);
            small.step(new Op.Softmax(), List.of(x), small.output(1, 3, 5, 5));
            small.step(new Op.LogSoftmax(), List.of(x), small.output(1, 3, 5, 5));
        });
        add(
                "concat",
                small -> small.step(
                        new Op.Concat(),
                        List.of(small.input(2, 3, 5, 4), small.input(2, 1, 5, 4), small.input(2, 4, 5, 4)),
                        small.output(2, 8, 5, 4)));
        add("slice", small -> {
            Op.Slice slice = new Op.Slice(2, 3);
            small.step(slice, List.of(small.input(2, 6, 5, 4)), small.output(2, 3, 5, 4));
            small.step(new Op.SliceBackward(slice), List.of(small.input(2, 3, 5, 4)), small.output(2, 6, 5, 4));
        });
        add("dropout", small -> {
            Value x = small.input(2, 3, 5, 4);
            small.step(new Op.Dropout(0.3, 2), List.of(x), small.output(2, 3, 5, 4), small.output(2, 3, 5, 4));
            small.step(new Op.Dropout(0.3, 3), List.of(x), small.over(x), small.output(2, 3, 5, 4));
        });
    }

    private void pointwise() {
        for (Activation activation : List.of(IDENTITY, RELU, leakyRelu(0.01), SIGMOID, TANH)) {
            pointwise("activate " + activation.function(), 1, new Op.Activate(activation));
            pointwise("activate " + activation.function() + ", gradient", 2, new Op.ActivateBackward(activation));
        }
        for (Op.Unary.Function function : Op.Unary.Function.values()) {
            pointwise(function.name(), 1, new Op.Unary(function));
            pointwise(function + ", gradient", 3, new Op.UnaryBackward(function));
        }
        for (Op.Binary.Function function : Op.Binary.Function.values()) {
            pointwise(function.name(), 2, new Op.Binary(function));
        }
        pointwise("affine", 1, new Op.Affine(-2.5, 0.75));
        pointwise("power", 1, new Op.Power(1.5));
        pointwise("clamp", 1, new Op.Clamp(0.75, 1.25));
        pointwise("clamp, gradient", 2, new Op.ClampBackward(new Op.Clamp(0.75, 1.25)));
        add("arithmetic on parameters", small -> {
            Value a = small.parameter(1, 5, 1, 1);
            Value b = small.parameter(1, 5, 1, 1);
            Value c = small.parameter(3, 2, 3, 3);
            Value more = small.output(1, 5, 1, 1);
            Op.Binary add = new Op.Binary(Op.Binary.Function.ADD);
            small.step(new Op.Affine(3, 1), List.of(a), more);
            small.step(add, List.of(more, b), small.gradient(a));
            small.step(add, List.of(c, c), small.gradient(c));
        });
    }

    /** With a place of its own for the result, and over the first argument. All values are positive, for LOG and SQRT. */
    private void pointwise(String name, int arguments, Op op) {
        add(name, small -> {
            List<Value> from = new ArrayList<>();
            for (int i = 0; i < arguments; i++) {
                float[] values = {0.5f, 1.5f + i, 0.01f, 2, 1, 0.75f, 3};
                from.add(small.input(values, 3, 5, 37, 29));
            }
            small.step(op, from, small.output(3, 5, 37, 29));
            small.step(op, from, small.over(from.get(0)));
        });
        if (op instanceof Op.Activate
                || op instanceof Op.ActivateBackward
                || op instanceof Op.Binary
                || name.contains("LU")) {
            add(name + " of either sign", small -> {
                List<Value> from = new ArrayList<>();
                for (int i = 0; i < arguments; i++) {
                    from.add(small.input(2, 3, 5, 7));
                }
                small.step(op, from, small.output(2, 3, 5, 7));
            });
        }
    }

    private void broadcasting() {
        int[][] shapes = {{1, 5, 1, 1}, {2, 1, 4, 3}, {1, 1, 1, 1}, {2, 5, 1, 1}, {1, 5, 4, 1}, {1, 1, 1, 3}};
        for (Op.Binary.Function function : Op.Binary.Function.values()) {
            for (int[] shape : shapes) {
                add(function + " broadcasting " + java.util.Arrays.toString(shape), small -> {
                    Op op = new Op.Binary(function);
                    Value a = small.input(2, 5, 4, 3);
                    Value b = small.input(shape);
                    small.step(op, List.of(a, b), small.output(2, 5, 4, 3));
                    small.step(op, List.of(b, a), small.output(2, 5, 4, 3));
                    small.step(op, List.of(a, b), small.over(a));
                });
            }
        }
        add(
                "broadcasting of both",
                small -> small.step(
                        new Op.Binary(Op.Binary.Function.MULTIPLY),
                        List.of(small.input(2, 1, 4, 1), small.parameter(1, 5, 1, 1)),
                        small.output(2, 5, 4, 1)));
        for (int[] shape : shapes) {
            Op op = new Op.Broadcast(new Shape(2, 5, 4, 3));
            add(
                    "broadcast " + java.util.Arrays.toString(shape),
                    small -> small.step(op, List.of(small.input(shape)), small.output(2, 5, 4, 3)));
        }
        List<Set<Role>> sums = List.of(
                Set.of(Role.values()),
                Set.of(Role.CHANNEL),
                Set.of(Role.BATCH),
                Set.of(Role.HEIGHT, Role.WIDTH),
                Set.of(Role.WIDTH),
                Set.of(Role.BATCH, Role.HEIGHT, Role.WIDTH));
        for (Set<Role> roles : sums) {
            add("sum over " + roles, small -> {
                Value total = small.parameter(
                        roles.contains(Role.BATCH) ? 1 : 3,
                        roles.contains(Role.CHANNEL) ? 1 : 5,
                        roles.contains(Role.HEIGHT) ? 1 : 40,
                        roles.contains(Role.WIDTH) ? 1 : 30);
                int[] sizes = total.dimensions().stream().mapToInt(i -> i).toArray();
                Value x = small.input(3, 5, 40, 30);
                small.step(new Op.Sum(roles), List.of(x), small.output(sizes));
                if (roles.contains(Role.HEIGHT) && roles.contains(Role.WIDTH)) {
                    small.step(new Op.Sum(roles), List.of(x), small.gradient(total));
                }
            });
        }
    }

    private void ranking() {
        for (Set<Role> roles : List.of(
                Set.of(Role.HEIGHT, Role.WIDTH), Set.of(Role.BATCH, Role.HEIGHT, Role.WIDTH), Set.of(Role.CHANNEL))) {
            add("ranked sum over " + roles, small -> {
                Value many = small.input(3, 2, 25, 31);
                Value equal = small.input(new float[] {1, -2, 1, 0, -0f, 1, 5}, 3, 2, 25, 31);
                Value value = small.input(new float[] {1, 0, 1}, 3, 2, 25, 31);
                Op op = new Op.RankedSum(roles);
                small.step(op, List.of(many, value), small.output(3, 2, 25, 31));
                small.step(op, List.of(equal, value), small.output(3, 2, 25, 31));
            });
        }
    }

    private void distances() {
        add("signed distance", small -> {
            float[] many = new float[97];
            float[] few = new float[1009];
            for (int i = 0; i < few.length; i++) {
                many[i % many.length] = i * i % 7 < 3 ? 1 : 0;
                few[i] = i % 211 < 20 ? 1 : 0;
            }
            Op op = new Op.SignedDistance();
            small.step(op, List.of(small.input(many, 2, 3, 25, 31)), small.output(2, 3, 25, 31));
            small.step(op, List.of(small.input(few, 2, 3, 25, 31)), small.output(2, 3, 25, 31));
            small.step(op, List.of(small.input(few, 1, 1, 9, 60)), small.output(1, 1, 9, 60));
            small.step(op, List.of(small.input(new float[] {0}, 1, 2, 5, 4)), small.output(1, 2, 5, 4));
            small.step(op, List.of(small.input(new float[] {1}, 1, 2, 5, 4)), small.output(1, 2, 5, 4));
        });
    }

    private void losses() {
        for (double weight : new double[] {1, 3}) {
            add("bce with positive weight " + weight, small -> {
                Op.BceWithLogits op = new Op.BceWithLogits(weight);
                Value logits = small.input(new float[] {-80, 0, 3, 100, -1.5f, 0.25f, 12}, 2, 3, 5, 7);
                Value target = small.input(new float[] {0, 1, 0.5f, 1, 0}, 2, 3, 5, 7);
                Value dy = small.input(2, 3, 5, 7);
                small.step(op, List.of(logits, target), small.output(2, 3, 5, 7));
                small.step(new Op.BceWithLogitsBackward(op), List.of(dy, logits, target), small.output(2, 3, 5, 7));
            });
        }
        nll("nll", new Op.Nll(List.of(), -100));
        nll("nll with weights", new Op.Nll(List.of(0.5, 2.0, 3.0, 0.0), -100));
        nll("nll with an ignored class", new Op.Nll(List.of(0.5, 2.0, 3.0, 1.0), 2));
    }

    private void nll(String name, Op.Nll op) {
        add(name, small -> {
            Value logProbabilities = small.input(2, 4, 37, 61);
            Value target = small.input(new float[] {0, 3, 1, 2, 2, 1, 0}, 2, 1, 37, 61);
            Value dy = small.input(2, 1, 37, 61);
            small.step(op, List.of(logProbabilities, target), small.output(2, 1, 37, 61));
            small.step(new Op.NllBackward(op, 4), List.of(dy, target), small.output(2, 4, 37, 61));
            Op weight = new Op.NllWeight(op.classWeights(), op.ignoreIndex());
            small.step(weight, List.of(target), small.output(2, 1, 37, 61));
        });
    }
}
