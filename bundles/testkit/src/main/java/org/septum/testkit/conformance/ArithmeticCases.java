// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import static org.septum.api.graph.Activation.IDENTITY;
import static org.septum.api.graph.Activation.RELU;
import static org.septum.api.graph.Activation.SIGMOID;
import static org.septum.api.graph.Activation.TANH;
import static org.septum.api.graph.Activation.leakyRelu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Op;
import org.septum.api.graph.Role;
import org.septum.api.graph.Shape;
import org.septum.api.plan.Value;

/** Elementwise arithmetic, broadcasting, reductions, ranking, distances, and the terms of losses. */
final class ArithmeticCases extends OperationCases {

    ArithmeticCases(Map<String, SmallPlan> cases) {
        super(cases);
        pointwise();
        broadcasting();
        ranking();
        distances();
        losses();
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
            small.call(new Op.Affine(3, 1), List.of(a), more);
            small.call(add, List.of(more, b), small.gradient(a));
            small.call(add, List.of(c, c), small.gradient(c));
        });
    }

    /** All values are positive, for LOG and SQRT. */
    private void pointwise(String name, int arguments, Op op) {
        add(name, small -> {
            List<Value> from = new ArrayList<>();
            for (int i = 0; i < arguments; i++) {
                float[] values = {0.5f, 1.5f + i, 0.01f, 2, 1, 0.75f, 3};
                from.add(small.input(values, 3, 5, 37, 29));
            }
            small.call(op, from, small.output(3, 5, 37, 29));
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
                small.call(op, from, small.output(2, 3, 5, 7));
            });
        }
    }

    private void broadcasting() {
        int[][] shapes = {{1, 5, 1, 1}, {2, 1, 4, 3}, {1, 1, 1, 1}, {2, 5, 1, 1}, {1, 5, 4, 1}, {1, 1, 1, 3}};
        for (Op.Binary.Function function : Op.Binary.Function.values()) {
            for (int[] shape : shapes) {
                add(function + " broadcasting " + Arrays.toString(shape), small -> {
                    Op op = new Op.Binary(function);
                    Value a = small.input(2, 5, 4, 3);
                    Value b = small.input(shape);
                    small.call(op, List.of(a, b), small.output(2, 5, 4, 3));
                    small.call(op, List.of(b, a), small.output(2, 5, 4, 3));
                });
            }
        }
        add(
                "broadcasting of both",
                small -> small.call(
                        new Op.Binary(Op.Binary.Function.MULTIPLY),
                        List.of(small.input(2, 1, 4, 1), small.parameter(1, 5, 1, 1)),
                        small.output(2, 5, 4, 1)));
        for (int[] shape : shapes) {
            Op op = new Op.Broadcast(new Shape(2, 5, 4, 3));
            add(
                    "broadcast " + Arrays.toString(shape),
                    small -> small.call(op, List.of(small.input(shape)), small.output(2, 5, 4, 3)));
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
                small.call(new Op.Sum(roles), List.of(x), small.output(sizes));
                if (roles.contains(Role.HEIGHT) && roles.contains(Role.WIDTH)) {
                    small.call(new Op.Sum(roles), List.of(x), small.gradient(total));
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
                small.call(op, List.of(many, value), small.output(3, 2, 25, 31));
                small.call(op, List.of(equal, value), small.output(3, 2, 25, 31));
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
            small.call(op, List.of(small.input(many, 2, 3, 25, 31)), small.output(2, 3, 25, 31));
            small.call(op, List.of(small.input(few, 2, 3, 25, 31)), small.output(2, 3, 25, 31));
            small.call(op, List.of(small.input(few, 1, 1, 9, 60)), small.output(1, 1, 9, 60));
            small.call(op, List.of(small.input(new float[] {0}, 1, 2, 5, 4)), small.output(1, 2, 5, 4));
            small.call(op, List.of(small.input(new float[] {1}, 1, 2, 5, 4)), small.output(1, 2, 5, 4));
        });
    }

    private void losses() {
        for (double weight : new double[] {1, 3}) {
            add("bce with positive weight " + weight, small -> {
                Op.BceWithLogits op = new Op.BceWithLogits(weight);
                Value logits = small.input(new float[] {-80, 0, 3, 100, -1.5f, 0.25f, 12}, 2, 3, 5, 7);
                Value target = small.input(new float[] {0, 1, 0.5f, 1, 0}, 2, 3, 5, 7);
                Value dy = small.input(2, 3, 5, 7);
                small.call(op, List.of(logits, target), small.output(2, 3, 5, 7));
                small.call(new Op.BceWithLogitsBackward(op), List.of(dy, logits, target), small.output(2, 3, 5, 7));
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
            small.call(op, List.of(logProbabilities, target), small.output(2, 1, 37, 61));
            small.call(new Op.NllBackward(op, 4), List.of(dy, target), small.output(2, 4, 37, 61));
            Op weight = new Op.NllWeight(op.classWeights(), op.ignoreIndex());
            small.call(weight, List.of(target), small.output(2, 1, 37, 61));
        });
    }
}
