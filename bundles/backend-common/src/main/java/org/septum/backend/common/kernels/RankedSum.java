// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.septum.api.graph.Role;

/** Sums of values in the order of falling keys; each group of elements that are ranked together is one part. */
final class RankedSum implements HostKernel {

    private final Set<Role> roles;
    private final Sizes sizes;
    private final Lanes lanes;
    /** The place of each group's first element, in channels-last order. */
    private int[] groups;
    /** How far each element of a group lies from the first one, in reference order. */
    private int[] members;
    /** For each group the keys with their elements' numbers in the group, in one number that sorts as they do. */
    private long[] ranked;

    RankedSum(Set<Role> roles, Sizes sizes, Lanes lanes) {
        this.roles = roles;
        this.sizes = sizes;
        this.lanes = lanes;
    }

    /** Java's heap is taken with the first run: who only asks what a program takes outside of it makes kernels too. */
    private void allocate() {
        groups = places(sizes, role -> !roles.contains(role));
        members = places(sizes, roles::contains);
        ranked = new long[groups.length * members.length];
    }

    /** Where the elements lie that are the first one in all other roles, in reference order. */
    private static int[] places(Sizes sizes, Predicate<Role> in) {
        int row = sizes.width() * sizes.channels();
        int[] strides = {sizes.height() * row, 1, row, sizes.channels()};
        int[] places = {0};
        for (Role role : Role.values()) {
            if (in.test(role)) {
                places = repeat(places, sizes.of(role), strides[role.ordinal()]);
            }
        }
        return places;
    }

    private static int[] repeat(int[] places, int times, int stride) {
        int[] repeated = new int[places.length * times];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = places[i / times] + i % times * stride;
        }
        return repeated;
    }

    @Override
    public void run(long step, Floats[] inputs, Floats[] outputs) {
        Floats keys = inputs[0];
        Floats values = inputs[1];
        Floats sums = outputs[0];
        if (ranked == null) {
            allocate();
        }
        int size = members.length;
        lanes.run(groups.length, size, (group, workspace) -> {
            int first = group * size;
            for (int i = 0; i < size; i++) {
                ranked[first + i] = (long) falling(keys.get(groups[group] + members[i])) << Integer.SIZE | i;
            }
            Arrays.sort(ranked, first, first + size);
            double sum = 0;
            for (int i = first; i < first + size; i++) {
                int place = groups[group] + members[(int) ranked[i]];
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
