// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import java.util.Arrays;
import java.util.List;
import org.septum.api.graph.Op;
import org.septum.api.graph.OpTable;

/** The interpreter's code for each type of operation. */
public final class Kernels {

    private static final Kernels ALL = new Kernels();

    private final OpTable<Kernel<Op>> table = new OpTable<>("the reference backend");

    /** Computes the outputs of one type of operation. */
    @FunctionalInterface
    interface Kernel<O extends Op> {
        void compute(O op, Operands operands);
    }

    /** Computes an element of the output from the elements in the same place of the inputs. */
    @FunctionalInterface
    interface Elementwise<O extends Op> {
        double compute(O op, double[] in);
    }

    static {
        ConvolutionOps.addTo(ALL);
        PoolingOps.addTo(ALL);
        UpsamplingOps.addTo(ALL);
        PixelOps.addTo(ALL);
        NormalizationOps.addTo(ALL);
        GroupNormOps.addTo(ALL);
        ActivationOps.addTo(ALL);
        SoftmaxOps.addTo(ALL);
        ChannelOps.addTo(ALL);
        PointwiseOps.addTo(ALL);
        BroadcastOps.addTo(ALL);
        RankingOps.addTo(ALL);
        DistanceOps.addTo(ALL);
        LossOps.addTo(ALL);
        CustomOps.addTo(ALL);
    }

    private Kernels() {}

    <O extends Op> void add(Class<O> type, Kernel<O> kernel) {
        table.put(type, (op, operands) -> kernel.compute(type.cast(op), operands));
    }

    <O extends Op> void addElementwise(Class<O> type, Elementwise<O> kernel) {
        add(type, (op, operands) -> {
            double[] in = new double[operands.inputs().size()];
            operands.out().setAll(i -> {
                Arrays.setAll(in, input -> operands.in(input).get(i));
                return kernel.compute(op, in);
            });
        });
    }

    /** The operations that have no code. */
    public static List<String> missing() {
        return ALL.table.missing();
    }

    /**
     * Runs one operation.
     *
     * @throws IllegalStateException for one that has no code
     */
    public static void compute(Op op, Operands operands) {
        ALL.table.of(op).compute(op, operands);
    }
}
