// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.septum.api.graph.Activation.IDENTITY;
import static org.septum.api.graph.Activation.RELU;
import static org.septum.api.graph.Activation.SIGMOID;
import static org.septum.api.graph.Activation.TANH;
import static org.septum.api.graph.Activation.leakyRelu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.OpTable;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.testkit.kernels.Array;
import org.septum.testkit.kernels.Kernels;
import org.septum.testkit.kernels.Operands;

/** Every operation against PyTorch in double precision. */
class OperationsTest {

    private static final Map<String, Op> OPS = new HashMap<>();

    static {
        convolutions();
        layers();
        arithmetic();
        losses();
    }

    private static void convolutions() {
        Op.Conv2d conv = new Op.Conv2d(1, 1, 1);
        Op.Conv2d strided = new Op.Conv2d(2, 2, 2);
        OPS.put("conv", conv);
        OPS.put("conv-input", new Op.Conv2dBackwardInput(conv));
        OPS.put("conv-weights", new Op.Conv2dBackwardWeights(conv));
        OPS.put("conv-strided", strided);
        OPS.put("conv-strided-input", new Op.Conv2dBackwardInput(strided));
        OPS.put("conv-strided-weights", new Op.Conv2dBackwardWeights(strided));
        Map.of("conv-grouped", new Op.Conv2d(1, 1, 1, 2), "conv-depthwise", new Op.Conv2d(2, 1, 1, 3))
                .forEach((name, grouped) -> {
                    OPS.put(name, grouped);
                    OPS.put(name + "-input", new Op.Conv2dBackwardInput(grouped));
                    OPS.put(name + "-weights", new Op.Conv2dBackwardWeights(grouped));
                });
        Op.TransposedConv2d transposed = new Op.TransposedConv2d(2);
        for (String name : List.of("transposed", "transposed-overlapping")) {
            OPS.put(name, transposed);
            OPS.put(name + "-input", new Op.TransposedConv2dBackwardInput(transposed));
            OPS.put(name + "-weights", new Op.TransposedConv2dBackwardWeights(transposed));
        }
    }

    private static void layers() {
        OPS.put("max-pool", new Op.MaxPool2d(2));
        OPS.put("max-pool-back", new Op.MaxPool2dBackward(new Op.MaxPool2d(2)));
        Op.Upsample nearest = new Op.Upsample(3, Op.Interpolation.NEAREST);
        Op.Upsample bilinear = new Op.Upsample(3, Op.Interpolation.BILINEAR);
        OPS.put("nearest", nearest);
        OPS.put("nearest-back", new Op.UpsampleBackward(nearest));
        OPS.put("bilinear", bilinear);
        OPS.put("bilinear-back", new Op.UpsampleBackward(bilinear));
        Map.of("norm", IDENTITY, "norm-leaky", leakyRelu(0.2)).forEach((name, activation) -> {
            Op.BatchNorm training = new Op.BatchNorm(0.1, 1e-5, Mode.TRAINING, activation);
            OPS.put(name, training);
            OPS.put(name + "-evaluation", new Op.BatchNorm(0.1, 1e-5, Mode.EVALUATION, activation));
            OPS.put(name + "-back", new Op.BatchNormBackward(training));
        });
        Map.of("group-norm", 2, "instance-norm", 4).forEach((name, groups) -> {
            Op.GroupNorm norm = new Op.GroupNorm(groups, 1e-5);
            OPS.put(name, norm);
            OPS.put(name + "-back", new Op.GroupNormBackward(norm));
        });
        Map<String, Activation> activations =
                Map.of("relu", RELU, "leaky", leakyRelu(0.01), "sigmoid", SIGMOID, "tanh", TANH);
        activations.forEach((name, activation) -> {
            OPS.put(name, new Op.Activate(activation));
            OPS.put(name + "-back", new Op.ActivateBackward(activation));
        });
        OPS.put("pixel-shuffle", new Op.PixelShuffle(2));
        OPS.put("pixel-shuffle-back", new Op.PixelShuffleBackward(new Op.PixelShuffle(2)));
        OPS.put("softmax", new Op.Softmax());
        OPS.put("softmax-back", new Op.SoftmaxBackward());
        OPS.put("log-softmax", new Op.LogSoftmax());
        OPS.put("log-softmax-back", new Op.LogSoftmaxBackward());
        OPS.put("concat", new Op.Concat());
        OPS.put("slice", new Op.Slice(1, 2));
        OPS.put("slice-back", new Op.SliceBackward(new Op.Slice(1, 2)));
    }

    private static void arithmetic() {
        for (Op.Binary.Function function : Op.Binary.Function.values()) {
            OPS.put(function.name().toLowerCase(java.util.Locale.ROOT), new Op.Binary(function));
        }
        OPS.put("affine", new Op.Affine(2.5, -1));
        OPS.put("sum", new Op.Sum(Set.of(Role.BATCH, Role.HEIGHT)));
        OPS.put("broadcast", new Op.Broadcast(new Shape(2, 4, 2, 3)));
        OPS.put("ranked-sum", new Op.RankedSum(Set.of(Role.HEIGHT, Role.WIDTH)));
        OPS.put("ranked-sum-batch", new Op.RankedSum(Set.of(Role.BATCH, Role.CHANNEL)));
        OPS.put("signed-distance", new Op.SignedDistance());
        OPS.put("power", new Op.Power(1.5));
        for (Op.Unary.Function function : Op.Unary.Function.values()) {
            OPS.put(function.name().toLowerCase(java.util.Locale.ROOT), new Op.Unary(function));
            OPS.put(function.name().toLowerCase(java.util.Locale.ROOT) + "-back", new Op.UnaryBackward(function));
        }
        OPS.put("clamp", new Op.Clamp(-1, 1.5));
        OPS.put("clamp-back", new Op.ClampBackward(new Op.Clamp(-1, 1.5)));
    }

    private static void losses() {
        OPS.put("bce", new Op.BceWithLogits(3));
        OPS.put("bce-back", new Op.BceWithLogitsBackward(new Op.BceWithLogits(3)));
        Map<String, Op.Nll> losses =
                Map.of("nll", new Op.Nll(List.of(), -100), "nll-weighted", new Op.Nll(List.of(0.5, 2.0, 3.0), 2));
        losses.forEach((name, nll) -> {
            OPS.put(name, nll);
            OPS.put(name + "-back", new Op.NllBackward(nll, 3));
            OPS.put(name + "-weight", new Op.NllWeight(nll.classWeights(), nll.ignoreIndex()));
        });
    }

    @TestFactory
    Stream<DynamicTest> computesWhatPyTorchComputes() throws IOException {
        return OperationCase.readAll().stream()
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    List<Array> outputs = emptyOutputs(given);
                    compute(given, given.inputs(), outputs);
                    compare(given, outputs);
                }));
    }

    @Test
    void everyOperationButDropoutHasACase() {
        Set<Class<?>> tested = OPS.values().stream().map(Object::getClass).collect(Collectors.toSet());
        List<Class<?>> missing = new ArrayList<>(OpTable.types());
        missing.removeAll(tested);
        assertThat(missing).containsExactly(Op.Dropout.class);
    }

    private static void compute(OperationCase given, List<Array> inputs, List<Array> outputs) {
        Kernels.compute(OPS.get(given.name()), new Operands(inputs, outputs, 0, 1));
        if (OPS.get(given.name()) instanceof Op.BatchNorm norm && norm.mode() == Mode.TRAINING) {
            // The case lists the updated running statistics after the outputs proper.
            outputs.set(3, inputs.get(3));
            outputs.set(4, inputs.get(4));
        }
    }

    private static List<Array> emptyOutputs(OperationCase given) {
        List<Array> outputs = new ArrayList<>();
        for (Array expected : given.outputs()) {
            outputs.add(new Array(new double[expected.elements()], 0, expected.dimensions()));
            outputs.get(outputs.size() - 1).fill(Double.NaN);
        }
        return outputs;
    }

    private static void compare(OperationCase given, List<Array> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            assertThat(outputs.get(i).memory())
                    .as("output " + i)
                    .containsExactly(given.outputs().get(i).memory(), within(1e-12));
        }
    }
}
