// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

import java.util.List;
import org.septum.api.graph.Op;
import org.septum.api.plan.ParameterTable;

/** A library and device that run plans. */
public interface Backend {

    /**
     * The scratch memory that one step needs beside its inputs and outputs.
     *
     * @param inputs the inputs' dimensions
     * @param outputs the outputs' dimensions
     * @return a number of floats, 0 for none
     */
    long scratchFloats(Op op, List<List<Integer>> inputs, List<List<Integer>> outputs);

    /**
     * Makes room for a model's parameters.
     *
     * @throws org.septum.api.WiringError if the device or its library cannot be used
     */
    Session open(ParameterTable parameters, RuntimeSettings settings);
}
