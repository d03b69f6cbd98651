// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.util.List;
import org.septum.api.graph.MatrixProduct;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;

/** Counts the multiplications and additions of convolutions, which are nearly all of a network's. */
public final class FloatingPointOperations {

    private FloatingPointOperations() {}

    /** Those of all of a plan's calls: of one training step, if that is what is planned. */
    public static double of(Plan plan) {
        return plan.calls().stream().mapToDouble(FloatingPointOperations::of).sum();
    }

    /** Two for each product that is added; 0 for a call that is neither a convolution nor a matrix product. */
    public static double of(Plan.Call call) {
        List<List<Integer>> inputs = dimensions(call.inputs());
        List<List<Integer>> outputs = dimensions(call.outputs());
        if (call.op() instanceof Op.Convolving convolution) {
            return 2 * convolution.products(inputs, outputs);
        }
        return call.op() instanceof MatrixProduct product ? 2 * product.products(inputs, outputs) : 0;
    }

    private static List<List<Integer>> dimensions(List<Value> values) {
        return values.stream().map(Value::dimensions).toList();
    }
}
