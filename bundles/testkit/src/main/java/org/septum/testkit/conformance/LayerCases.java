// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import static org.septum.api.graph.Activation.IDENTITY;
import static org.septum.api.graph.Activation.RELU;
import static org.septum.api.graph.Activation.SIGMOID;
import static org.septum.api.graph.Activation.leakyRelu;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.plan.Value;

/** Pooling, resampling, normalization, and operations on channels. */
final class LayerCases extends OperationCases {

    LayerCases(Map<String, SmallPlan> cases) {
        super(cases);
        resampling();
        shuffling();
        normalization();
        groupNormalization();
        channels();
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
                    small.call(op, List.of(small.input(2, 3, 5, 4)), small.output(2, 3, 5 * factor, 4 * factor));
                    Value dy = small.input(2, 3, 5 * factor, 4 * factor);
                    small.call(new Op.UpsampleBackward(op), List.of(dy), small.output(2, 3, 5, 4));
                });
            }
        }
    }

    private void shuffling() {
        for (int factor : new int[] {1, 2, 3}) {
            add("pixel shuffle " + factor, small -> {
                Op.PixelShuffle op = new Op.PixelShuffle(factor);
                int channels = 3 * factor * factor;
                small.call(op, List.of(small.input(2, channels, 5, 4)), small.output(2, 3, 5 * factor, 4 * factor));
                Value dy = small.input(2, 3, 5 * factor, 4 * factor);
                small.call(new Op.PixelShuffleBackward(op), List.of(dy), small.output(2, channels, 5, 4));
            });
        }
    }

    private static void maxPool(SmallPlan small, Value x, int window) {
        Op.MaxPool2d op = new Op.MaxPool2d(window);
        Value y = small.output(2, 5, x.dimension(2) / window, x.dimension(3) / window);
        Value dy = small.input(2, 5, y.dimension(2), y.dimension(3));
        small.call(op, List.of(x), y);
        small.call(new Op.MaxPool2dBackward(op), List.of(x, y, dy), small.output(2, 5, x.dimension(2), x.dimension(3)));
    }

    private void normalization() {
        for (Activation activation : List.of(IDENTITY, RELU, leakyRelu(0.2), SIGMOID)) {
            add("batch norm " + activation.function(), small -> batchNorm(small, activation, 2, 6, 5, 7));
        }
        // Most do not fill a processor's registers; bfloat16 holds the numbers exactly.
        for (int channels : new int[] {1, 3, 8, 12, 16, 24, 32}) {
            for (Activation activation : List.of(IDENTITY, RELU, leakyRelu(0.1))) {
                add("batch norm of " + channels + " channels, " + activation.function(), small -> {
                    SplittableRandom random = new SplittableRandom(channels);
                    batchNorm(small, activation, exact(small, channels, random), exact(small, channels, random));
                });
            }
        }
        add("batch norm of one channel", small -> batchNorm(small, RELU, 3, 1, 9, 5));
        add("batch norm in many pieces", small -> batchNorm(small, RELU, 2, 33, 40, 30));
        add("batch norm of neighbouring pixels that differ by a constant", small -> {
            Value x = small.input(new float[] {-10, 10, -10.5f, 11, -9, 10}, 2, 3, 16, 24);
            small.batchNorm(new Op.BatchNorm(0.1, 1e-5, Mode.TRAINING, IDENTITY), x);
        });
        add("batch norm about a large mean", small -> {
            Value x = small.input(new float[] {100, 100.5f, 99, 101, 100.25f}, 2, 3, 16, 16);
            small.batchNorm(new Op.BatchNorm(0.1, 1e-5, Mode.TRAINING, IDENTITY), x);
        });
    }

    private void groupNormalization() {
        int[][] cases = {{2, 6, 5, 7, 3}, {2, 6, 5, 7, 6}, {3, 1, 9, 5, 1}, {2, 24, 13, 17, 8}, {1, 4, 6, 6, 1}};
        for (int[] s : cases) {
            add("group norm " + Arrays.toString(s), small -> {
                Value x = small.input(s[0], s[1], s[2], s[3]);
                Value scale = small.parameter(s[1]);
                Value shift = small.parameter(s[1]);
                Value mean = small.output(s[0], s[4], 1, 1);
                Value inverse = small.output(s[0], s[4], 1, 1);
                Op.GroupNorm norm = new Op.GroupNorm(s[4], 1e-5);
                small.call(norm, List.of(x, scale, shift), small.output(s[0], s[1], s[2], s[3]), mean, inverse);
                small.call(
                        new Op.GroupNormBackward(norm),
                        List.of(small.input(s[0], s[1], s[2], s[3]), x, scale, mean, inverse),
                        small.output(s[0], s[1], s[2], s[3]),
                        small.gradient(scale),
                        small.gradient(shift));
            });
        }
    }

    /** Numbers of which rounding to bfloat16 moves none from one side of a ReLU to the other. */
    private static Value exact(SmallPlan small, int channels, SplittableRandom random) {
        float[] values = new float[2 * channels * 16 * 24];
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextInt(128) - 60) / 16f;
        }
        return small.input(values, 2, channels, 16, 24);
    }

    private static void batchNorm(SmallPlan small, Activation activation, int batch, int channels, int h, int w) {
        batchNorm(small, activation, small.input(batch, channels, h, w), small.input(batch, channels, h, w));
    }

    private static void batchNorm(SmallPlan small, Activation activation, Value x, Value dy) {
        int channels = x.dimension(1);
        Op.BatchNorm training = new Op.BatchNorm(0.1, 1e-5, Mode.TRAINING, activation);
        Op.BatchNorm evaluation = new Op.BatchNorm(0.1, 1e-5, Mode.EVALUATION, activation);
        List<Value> results = small.batchNorm(training, x);
        Value scale = small.parameter(channels);
        Value shift = small.parameter(channels);
        small.call(
                evaluation,
                List.of(x, scale, shift, small.state(channels), small.state(channels)),
                small.output(x.dimension(0), channels, x.dimension(2), x.dimension(3)));
        small.call(
                new Op.BatchNormBackward(training),
                List.of(dy, x, results.get(0), scale, results.get(1), results.get(2)),
                small.output(x.dimension(0), channels, x.dimension(2), x.dimension(3)),
                small.gradient(scale),
                small.gradient(shift));
    }

    private void channels() {
        for (int count : new int[] {1, 4}) {
            add("softmax over " + count, small -> {
                Value x = small.input(2, count, 9, 7);
                Value dy = small.input(2, count, 9, 7);
                Value y = small.output(2, count, 9, 7);
                Value logarithm = small.output(2, count, 9, 7);
                small.call(new Op.Softmax(), List.of(x), y);
                small.call(new Op.SoftmaxBackward(), List.of(dy, y), small.output(2, count, 9, 7));
                small.call(new Op.LogSoftmax(), List.of(x), logarithm);
                small.call(new Op.LogSoftmaxBackward(), List.of(dy, logarithm), small.output(2, count, 9, 7));
            });
        }
        add("softmax of large values", small -> {
            Value x = small.input(new float[] {1000, -1000, 999, 5, 88}, 1, 3, 5, 5);
            small.call(new Op.Softmax(), List.of(x), small.output(1, 3, 5, 5));
            small.call(new Op.LogSoftmax(), List.of(x), small.output(1, 3, 5, 5));
        });
        add(
                "concat",
                small -> small.call(
                        new Op.Concat(),
                        List.of(small.input(2, 3, 5, 4), small.input(2, 1, 5, 4), small.input(2, 4, 5, 4)),
                        small.output(2, 8, 5, 4)));
        add("slice", small -> {
            Op.Slice slice = new Op.Slice(2, 3);
            small.call(slice, List.of(small.input(2, 6, 5, 4)), small.output(2, 3, 5, 4));
            small.call(new Op.SliceBackward(slice), List.of(small.input(2, 3, 5, 4)), small.output(2, 6, 5, 4));
        });
        add("dropout", small -> {
            Value x = small.input(2, 3, 5, 4);
            small.call(new Op.Dropout(0.3, 2), List.of(x), small.output(2, 3, 5, 4), small.output(2, 3, 5, 4));
            small.call(new Op.Dropout(0.3, 3), List.of(x), small.output(2, 3, 5, 4), small.output(2, 3, 5, 4));
        });
    }
}
