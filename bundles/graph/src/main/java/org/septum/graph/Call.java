// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.List;
import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;

/**
 * One use of an operation.
 *
 * @param name the tensor it serves
 */
record Call(String name, Op op, List<Symbol> inputs, List<Symbol> outputs, Plan.Phase phase) {

    Call {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    Symbol input(int index) {
        return inputs.get(index);
    }

    Symbol output(int index) {
        return outputs.get(index);
    }
}
