// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit;

import static org.septum.api.graph.Activation.IDENTITY;
import static org.septum.api.graph.Activation.RELU;
import static org.septum.api.graph.Activation.SIGMOID;
import static org.septum.api.graph.Activation.leakyRelu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.septum.api.backend.Backend;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.plan.Value;

/** Convolutions, resampling, normalization and what works along channels. */
final class StructureCases {

    private final Backend backend;
    private final Map<String, SmallPlan> cases = new LinkedHashMap<>();

    private StructureCases(Backend backend) {
        this.backend = backend;
        convolutions();
        transposedConvolutions();
        resampling();
        normalization();
        channels();
    }

    static Map<String, SmallPlan> of(Backend backend) {
        return new StructureCases(backend).cases;
    }

    private void add(String name, Consumer<SmallPlan> plan) {
        SmallPlan small = new SmallPlan(backend);
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
        Op.Conv2d op = new Op.Conv2d(stride, padding, dilation);
        int yh = (h + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
        int yw = (w + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
        add("convolution " + name, small -> {
            Value weight = small.parameter(out, in, kernel, kernel);
            Value bias = small.parameter(out);
            Value x = small.input(batch, in, h, w);
            small.step(op, List.of(x, weight, bias), small.output(batch, out, yh, yw));
            small.step(op, List.of(x, weight), small.output(batch, out, yh, yw));
        });
        add("convolution " + name + ", gradients", small -> {
            Value weight = small.parameter(out, in, kernel, kernel);
            Value bias = small.parameter(out);
            Value alone = small.parameter(out, in, kernel, kernel);
            Value x = small.input(batch, in, h, w);
            Value dy = small.input(batch, out, yh, yw);
            small.step(new Op.Conv2dBackwardInput(op), List.of(dy, weight), small.output(batch, in, h, w));
            small.step(new Op.Conv2dBackwardWeights(op), List.of(x, dy), small.gradient(weight), small.gradient(bias));
            small.step(new Op.Conv2dBackwardWeights(op), List.of(x, dy), small.gradient(alone));
        });
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
}
