// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.graph.Op;
import org.septum.api.plan.Value;
import org.septum.testkit.kernels.Array;

/** A case of PyTorch as a plan of one call: which arrays are activations, parameters, states and gradients. */
final class PytorchPlan {

    private final PytorchCases.Case given;
    private final SmallPlan small = new SmallPlan();
    private final Map<String, float[]> expected = new HashMap<>();

    private PytorchPlan(PytorchCases.Case given) {
        this.given = given;
    }

    static ConformanceCase of(PytorchCases.Case given) {
        PytorchPlan plan = new PytorchPlan(given);
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < given.inputs().size(); i++) {
            inputs.add(plan.input(i, given.inputs().get(i)));
        }
        int states = given.op() instanceof Op.BatchNorm && given.outputs().size() > 3 ? 2 : 0;
        Value[] outputs = new Value[given.outputs().size() - states];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = plan.output(i, given.outputs().get(i));
        }
        for (int i = 0; i < states; i++) {
            plan.expect(inputs.get(3 + i).name(), given.outputs().get(outputs.length + i));
        }
        plan.small.call(given.op(), inputs, outputs);
        return new ConformanceCase(
                "pytorch " + given.name(),
                plan.small.plan(),
                plan.small.data(),
                plan.expected,
                Conformance.OPERATION,
                Conformance.BFLOAT16);
    }

    private Value input(int index, Array array) {
        float[] values = floats(array);
        int[] sizes = array.dimensions().stream().mapToInt(Integer::intValue).toArray();
        Op op = given.op();
        if (op instanceof Op.BatchNorm && index > 2) {
            return small.state(values, sizes);
        }
        boolean isBackward = op instanceof Op.BatchNormBackward;
        boolean isWeight = index == 1
                && op instanceof Op.Convolving
                && !(op instanceof Op.Conv2dBackwardWeights || op instanceof Op.TransposedConv2dBackwardWeights);
        if (isWeight || sizes.length == 1 && !(isBackward && index > 3)) {
            return small.parameter(values, sizes);
        }
        // The statistics that a batch normalization leaves are one value per channel.
        return sizes.length == 1 ? small.perChannel(values) : small.input(values, sizes);
    }

    private Value output(int index, Array array) {
        int[] sizes = array.dimensions().stream().mapToInt(Integer::intValue).toArray();
        Op op = given.op();
        boolean ofWeights = op instanceof Op.Conv2dBackwardWeights || op instanceof Op.TransposedConv2dBackwardWeights;
        if (ofWeights || sizes.length == 1 && !(op instanceof Op.BatchNorm)) {
            Value parameter = small.parameter(sizes);
            expect(parameter.name(), array);
            return small.gradient(parameter);
        }
        Value value = sizes.length == 1 ? small.statistics(sizes[0]) : small.output(sizes);
        expect(value.name(), array);
        return value;
    }

    private void expect(String name, Array array) {
        expected.put(name, floats(array));
    }

    private static float[] floats(Array array) {
        float[] values = new float[array.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.get(i);
        }
        return values;
    }
}
