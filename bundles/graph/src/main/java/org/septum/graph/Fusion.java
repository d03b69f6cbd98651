// SPDX-License-Identifier: Apache-2.0
package org.septum.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.graph.Activation;
import org.septum.api.graph.Op;

/** Leaves out calls that nothing needs, and joins a batch normalization with the activation that alone follows it. */
final class Fusion {

    private Fusion() {}

    /** The calls on whose results the kept arrays depend. */
    static List<Call> needed(List<Call> calls, Set<Symbol> kept) {
        Set<Symbol> wanted = new HashSet<>();
        wanted.addAll(kept);
        List<Call> needed = new ArrayList<>();
        for (int i = calls.size() - 1; i >= 0; i--) {
            Call call = calls.get(i);
            if (call.outputs().stream().anyMatch(wanted::contains)) {
                needed.add(0, call);
                wanted.addAll(call.inputs());
            }
        }
        return needed;
    }

    /**
     * Joins each batch normalization with its activation, unless the array between the two is used elsewhere or kept. The
     * value before the activation is then never stored; the slope of every {@link Activation} follows from the value
     * after it.
     */
    static List<Call> fuse(List<Call> calls, Set<Symbol> kept) {
        Map<Symbol, Integer> uses = new HashMap<>();
        Map<Symbol, Integer> madeBy = new HashMap<>();
        for (Call call : calls) {
            call.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
        }
        List<Call> fused = new ArrayList<>();
        for (Call call : calls) {
            Integer before = call.op() instanceof Op.Activate ? madeBy.get(call.input(0)) : null;
            if (before != null && uses.get(call.input(0)) == 1 && !kept.contains(call.input(0))) {
                fused.set(before, join(fused.get(before), call));
                continue;
            }
            if (call.op() instanceof Op.BatchNorm norm && norm.activation().equals(Activation.IDENTITY)) {
                madeBy.put(call.output(0), fused.size());
            }
            fused.add(call);
        }
        return fused;
    }

    private static Call join(Call normalization, Call activation) {
        Op.BatchNorm norm = (Op.BatchNorm) normalization.op();
        Op.Activate activate = (Op.Activate) activation.op();
        Op op = new Op.BatchNorm(norm.momentum(), norm.epsilon(), norm.mode(), activate.activation());
        List<Symbol> outputs = new ArrayList<>(normalization.outputs());
        outputs.set(0, activation.output(0));
        return new Call(normalization.name(), op, normalization.inputs(), outputs, normalization.phase());
    }
}
