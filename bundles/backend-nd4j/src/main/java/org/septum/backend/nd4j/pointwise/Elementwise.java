// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.pointwise;

import java.util.List;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Rows;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/** A function of arrays of one size, element by element; the result may take the place of an argument. */
public final class Elementwise implements Kernel {

    /** Computes a piece of the result. */
    @FunctionalInterface
    public interface Function {

        /**
         * @param arguments pieces of the arguments; the first one receives the result
         */
        void apply(float[][] arguments, int length);
    }

    private final Function function;
    private final Memory[] arguments;
    private final Memory result;
    private final Rows rows;
    private final Lanes lanes;

    public Elementwise(List<Value> arguments, Value result, Bindings bindings, Function function) {
        this.function = function;
        this.arguments = arguments.stream().map(bindings::memory).toArray(Memory[]::new);
        this.result = bindings.memory(result);
        this.rows = Rows.flat(Math.toIntExact(result.elements()));
        this.lanes = bindings.lanes();
    }

    @Override
    public void run(long step) {
        lanes.run(rows.parts(), (part, workspace) -> {
            int from = rows.firstRow(part);
            int length = rows.rowsOf(part);
            float[][] pieces = new float[arguments.length][];
            for (int i = 0; i < pieces.length; i++) {
                pieces[i] = workspace.array(i, rows.largest());
                arguments[i].get(from, pieces[i], length);
            }
            function.apply(pieces, length);
            result.put(from, pieces[0], length);
        });
    }
}
