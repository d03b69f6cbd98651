// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.graph.CustomOp;
import org.septum.api.graph.Op;

/**
 * The operations that Java computes in every backend. An operation that is added here needs no kernel of a backend's own.
 */
public final class HostKernels {

    /** Makes the kernel of one type of operation. */
    @FunctionalInterface
    private interface Maker<O extends Op> {
        HostKernel make(O op, List<Sizes> inputs, List<Sizes> outputs, Lanes lanes);
    }

    private static final Map<Class<? extends Op>, Maker<Op>> MAKERS = new LinkedHashMap<>();

    static {
        add(Op.Sum.class, (op, in, out, lanes) -> new Sums(in.get(0), out.get(0), lanes));
        add(Op.RankedSum.class, (op, in, out, lanes) -> new RankedSum(op.roles(), in.get(0), lanes));
        add(Op.SignedDistance.class, (op, in, out, lanes) -> new SignedDistance(in.get(0), lanes));
        add(Op.Nll.class, NegativeLogLikelihood::forward);
        add(Op.NllBackward.class, NegativeLogLikelihood::backward);
        add(Op.NllWeight.class, NegativeLogLikelihood::weights);
        add(CustomOp.Forward.class, (op, in, out, lanes) -> new CustomKernel(op, in, out));
        add(CustomOp.Backward.class, (op, in, out, lanes) -> new CustomKernel(op, in, out));
    }

    private HostKernels() {}

    private static <O extends Op> void add(Class<O> type, Maker<O> maker) {
        MAKERS.put(type, (op, in, out, lanes) -> maker.make(type.cast(op), in, out, lanes));
    }

    /** The types of operations that have one. */
    public static Set<Class<? extends Op>> types() {
        return MAKERS.keySet();
    }

    /**
     * The kernel of an operation of one of {@link #types}.
     *
     * @param inputs the shapes of what it reads
     * @param outputs the shapes of what it writes
     */
    public static HostKernel of(Op op, List<Sizes> inputs, List<Sizes> outputs, Lanes lanes) {
        return MAKERS.get(op.getClass()).make(op, inputs, outputs, lanes);
    }
}
