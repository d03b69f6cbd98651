// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.Arrays;
import java.util.Set;
import org.septum.api.graph.Role;
import org.septum.api.plan.Value;

/** Sums of values in the order of falling keys; each group of elements that are ranked together is one part. */
final class RankedSum implements Kernel {

    private final Memory keys;
    private final Memory values;
    private final Memory sums;
    private final Lanes lanes;
    private final int groups;
    private final int size;
    /** The places of all elements, group after group, within a group in reference order. */
    private final int[] places;
    /** A key and the element's number in its group, in one number that sorts as they do. */
    private final long[] ranked;

    RankedSum(Set<Role> roles, Value key, Value value, Value sum, Bindings bindings) {
        Sizes shape = Sizes.of(key);
        this.keys = bindings.memory(key);
        this.values = bindings.memory(value);
        this.sums = bindings.memory(sum);
        this.lanes = bindings.lanes();
        int[] sizes = {shape.batch(), shape.channels(), shape.height(), shape.width()};
        int together = 1;
        for (Role role : roles) {
            together *= sizes[role.ordinal()];
        }
        this.size = together;
        this.groups = shape.elements() / together;
        this.places = places(sizes, roles);
        this.ranked = new long[places.length];
    }

    private int[] places(int[] sizes, Set<Role> roles) {
        int[] all = new int[groups * size];
        int[] filled = new int[groups];
        int[] at = new int[sizes.length];
        for (at[0] = 0; at[0] < sizes[0]; at[0]++) {
            for (at[1] = 0; at[1] < sizes[1]; at[1]++) {
                for (at[2] = 0; at[2] < sizes[2]; at[2]++) {
                    for (at[3] = 0; at[3] < sizes[3]; at[3]++) {
                        int group = 0;
                        for (Role role : Role.values()) {
                            if (!roles.contains(role)) {
                                group = group * sizes[role.ordinal()] + at[role.ordinal()];
                            }
                        }
                        int place = ((at[0] * sizes[2] + at[2]) * sizes[3] + at[3]) * sizes[1] + at[1];
                        all[group * size + filled[group]++] = place;
                    }
                }
            }
        }
        return all;
    }

    @Override
    public void run(long step) {
        lanes.run(groups, (group, workspace) -> {
            int first = group * size;
            for (int i = 0; i < size; i++) {
                ranked[first + i] = (long) falling(keys.get(places[first + i])) << 32 | i;
            }
            Arrays.sort(ranked, first, first + size);
            double sum = 0;
            for (int i = first; i < first + size; i++) {
                int place = places[first + (int) ranked[i]];
                sum += values.get(place);
                sums.put(place, (float) sum);
            }
        });
    }

    /** A whole number that is the smaller the larger the key is. Zero of either sign counts as the same key. */
    private static int falling(float key) {
        int bits = Float.floatToIntBits(key + 0f);
        return ~(bits ^ (bits >> 31 & Integer.MAX_VALUE));
    }
}
