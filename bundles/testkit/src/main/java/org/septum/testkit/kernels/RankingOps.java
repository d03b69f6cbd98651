// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.septum.api.graph.Op;
import org.septum.api.graph.Role;

/** Sums in the order of falling keys. */
final class RankingOps {

    private RankingOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.RankedSum.class, RankingOps::rankedSum);
    }

    private static void rankedSum(Op.RankedSum op, Operands operands) {
        Array key = operands.in(0);
        Array value = operands.in(1);
        Map<List<Integer>, Double> sums = new HashMap<>();
        IntStream.range(0, key.elements())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> key.get(i) + 0.0)
                        .reversed())
                .forEach(i -> operands.out().set(i, sums.merge(group(key, i, op.roles()), value.get(i), Double::sum)));
    }

    /** The coordinates in the roles that are not ranked over. */
    private static List<Integer> group(Array array, int index, Set<Role> roles) {
        int[] coordinates = new int[Role.values().length];
        int rest = index;
        for (int role = coordinates.length - 1; role >= 0; role--) {
            coordinates[role] = roles.contains(Role.values()[role]) ? 0 : rest % array.size(role);
            rest /= array.size(role);
        }
        return IntStream.of(coordinates).boxed().toList();
    }
}
