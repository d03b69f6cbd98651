// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.pointwise;

import org.septum.api.graph.Op;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.backend.common.kernels.Lanes;
import org.septum.backend.common.kernels.Sizes;
import org.septum.backend.common.program.Kernel;
import org.septum.backend.nd4j.memory.Bindings;
import org.septum.backend.nd4j.memory.Memory;

/** Arithmetic on tensors of different shapes: a size of 1 is repeated. One image row of the result at a time. */
public final class Broadcasting implements Kernel {

    private final Elementwise.Function function;
    private final Sizes result;
    private final Operand a;
    private final Operand b;
    private final Memory to;
    private final Lanes lanes;

    private Broadcasting(Elementwise.Function function, Plan.Call call, Bindings bindings) {
        this.function = function;
        this.result = Sizes.of(call.output(0));
        this.a = Operand.of(call.input(0), bindings);
        this.b = call.inputs().size() == 1 ? null : Operand.of(call.input(1), bindings);
        this.to = bindings.memory(call.output(0));
        this.lanes = bindings.lanes();
    }

    /** a, b -> y. */
    public static Kernel binary(Op.Binary op, Plan.Call call, Bindings bindings) {
        return new Broadcasting(Arithmetic.of(op), call, bindings);
    }

    /** x -> the same values repeated. */
    public static Kernel repeat(Plan.Call call, Bindings bindings) {
        return new Broadcasting((arrays, length) -> {}, call, bindings);
    }

    @Override
    public void run(long step) {
        int length = result.width() * result.channels();
        lanes.run(result.batch() * result.height(), (part, workspace) -> {
            int image = part / result.height();
            int row = part % result.height();
            float[] first = workspace.array(0, length);
            float[] second = workspace.array(1, length);
            float[] source = workspace.array(2, length);
            a.spread(image, row, result, source, first);
            if (b != null) {
                b.spread(image, row, result, source, second);
            }
            function.apply(new float[][] {first, second}, length);
            to.put(part * length, first, length);
        });
    }

    /** A tensor that is repeated in the roles where its size is 1. */
    private record Operand(Memory memory, Sizes sizes) {

        static Operand of(Value value, Bindings bindings) {
            return new Operand(bindings.memory(value), Sizes.of(value));
        }

        void spread(int image, int row, Sizes result, float[] source, float[] target) {
            int n = sizes.batch() == 1 ? 0 : image;
            int h = sizes.height() == 1 ? 0 : row;
            int length = sizes.width() * sizes.channels();
            memory.get((n * sizes.height() + h) * length, source, length);
            for (int w = 0; w < result.width(); w++) {
                int from = sizes.width() == 1 ? 0 : w * sizes.channels();
                for (int c = 0; c < result.channels(); c++) {
                    target[w * result.channels() + c] = source[sizes.channels() == 1 ? from : from + c];
                }
            }
        }
    }
}
