// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import java.util.HashMap;
import java.util.Map;
import org.septum.api.graph.Op;

/** The interpreter's code for each type of operation. */
public final class Kernels {

    private static final Kernels ALL = new Kernels();

    private final Map<Class<? extends Op>, Kernel<?>> kernels = new HashMap<>();

    /** Computes the outputs of one type of operation. */
    @FunctionalInterface
    interface Kernel<O extends Op> {
        void compute(O op, Operands operands);
    }

    static {
        ConvolutionOps.addTo(ALL);
        PoolingOps.addTo(ALL);
        UpsamplingOps.addTo(ALL);
        PixelShuffleOps.addTo(ALL);
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
    }

    private Kernels() {}

    <O extends Op> void add(Class<O> type, Kernel<O> kernel) {
        kernels.put(type, kernel);
    }

    /** Runs one operation. */
    public static void compute(Op op, Operands operands) {
        compute(op.getClass(), op, operands);
    }

    private static <O extends Op> void compute(Class<O> type, Op op, Operands operands) {
        @SuppressWarnings("unchecked") // add() stores under each type a kernel of that type
        Kernel<O> kernel = (Kernel<O>) ALL.kernels.get(type);
        if (kernel == null) {
            throw new IllegalArgumentException("the reference backend does not know " + op);
        }
        kernel.compute(type.cast(op), operands);
    }
}
