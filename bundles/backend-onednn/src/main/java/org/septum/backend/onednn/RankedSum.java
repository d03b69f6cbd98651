// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.septum.api.graph.Role;

/** Sums of values in the order of falling keys; each group of elements that are ranked together is one part. */
final class RankedSum implements Kernel {

    private final long elements;
    private final Place keyPlace;
    private final Place valuePlace;
    private final Place sumPlace;
    private final Lanes lanes;
    /** The place of each group's first element, in channels-last order. */
    private final int[] groups;
    /** How far each element of a group lies from the first one, in reference order. */
    private final int[] members;
    /** For each group the keys with their elements' numbers in the group, in one number that sorts as they do. */
    private final long[] ranked;

    private Floats keys;
    private Floats values;
    private Floats sums;

    RankedSum(Set<Role> roles, Node node, Compilation compilation) {
        Operand key = node.in(0);
        this.elements = key.elements();
        this.keyPlace = compilation.as(Element.FLOAT32, key);
        this.valuePlace = compilation.as(Element.FLOAT32, node.in(1));
        this.sumPlace = compilation.place(node.out(0));
        this.lanes = compilation.session().lanes();
        this.groups = places(key, role -> !roles.contains(role));
        this.members = places(key, roles::contains);
        this.ranked = new long[groups.length * members.length];
    }

    /** Where the elements lie that are the first one in all other roles, in reference order. */
    private static int[] places(Operand operand, Predicate<Role> in) {
        int channels = operand.channels();
        int row = operand.dimension(3) * channels;
        int[] strides = {operand.dimension(2) * row, 1, row, channels};
        int[] places = {0};
        for (Role role : Role.values()) {
            if (in.test(role)) {
                places = repeat(places, operand.dimension(role.ordinal()), strides[role.ordinal()]);
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
    public void bind() {
        keys = new Floats(keyPlace.address(), elements);
        values = new Floats(valuePlace.address(), elements);
        sums = new Floats(sumPlace.address(), elements);
    }

    @Override
    public void run(long step) {
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
