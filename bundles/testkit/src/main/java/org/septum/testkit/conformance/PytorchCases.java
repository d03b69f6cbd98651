// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import static org.septum.api.graph.Activation.IDENTITY;
import static org.septum.api.graph.Activation.RELU;
import static org.septum.api.graph.Activation.SIGMOID;
import static org.septum.api.graph.Activation.TANH;
import static org.septum.api.graph.Activation.leakyRelu;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Op;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.testkit.kernels.Array;

/** The cases of operations.txt, which operations.py has computed with PyTorch in double precision. */
final class PytorchCases {

    /** One of them; after an operation's outputs come the states that it updates. */
    record Case(String name, Op op, List<Array> inputs, List<Array> outputs) {}

    private static final Map<String, Op> OPS = new HashMap<>();

    static {
        convolutions();
        layers();
        arithmetic();
        losses();
    }

    private PytorchCases() {}

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
            OPS.put(function.name().toLowerCase(Locale.ROOT), new Op.Binary(function));
        }
        OPS.put("affine", new Op.Affine(2.5, -1));
        OPS.put("sum", new Op.Sum(Set.of(Role.BATCH, Role.HEIGHT)));
        OPS.put("broadcast", new Op.Broadcast(new Shape(2, 4, 2, 3)));
        OPS.put("ranked-sum", new Op.RankedSum(Set.of(Role.HEIGHT, Role.WIDTH)));
        OPS.put("ranked-sum-batch", new Op.RankedSum(Set.of(Role.BATCH, Role.CHANNEL)));
        OPS.put("signed-distance", new Op.SignedDistance());
        OPS.put("power", new Op.Power(1.5));
        for (Op.Unary.Function function : Op.Unary.Function.values()) {
            OPS.put(function.name().toLowerCase(Locale.ROOT), new Op.Unary(function));
            OPS.put(function.name().toLowerCase(Locale.ROOT) + "-back", new Op.UnaryBackward(function));
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

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                PytorchCases.class.getResourceAsStream("operations.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "case" ->
                        cases.add(new Case(words[1], OPS.get(words[1]), new ArrayList<>(), new ArrayList<>()));
                    case "in" -> cases.get(cases.size() - 1).inputs.add(array(words));
                    default -> cases.get(cases.size() - 1).outputs.add(array(words));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static Array array(String[] words) {
        List<Integer> dimensions =
                Stream.of(words[1].split("x")).map(Integer::valueOf).toList();
        double[] values = Arrays.stream(words, 2, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Array(values, 0, dimensions);
    }
}
