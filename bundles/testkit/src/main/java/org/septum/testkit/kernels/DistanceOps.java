// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Op;

/** Distances to the border of a mask, by trying every pair of pixels. */
final class DistanceOps {

    private DistanceOps() {}

    static void addTo(Kernels kernels) {
        kernels.add(Op.SignedDistance.class, (op, operands) -> signedDistance(operands.in(0), operands.out()));
    }

    private static void signedDistance(Array mask, Array distance) {
        int plane = mask.size(2) * mask.size(3);
        for (int i = 0; i < mask.elements(); i++) {
            double nearest = Double.POSITIVE_INFINITY;
            int first = i / plane * plane;
            for (int j = first; j < first + plane; j++) {
                if (mask.get(j) != mask.get(i)) {
                    int width = mask.size(3);
                    nearest =
                            Math.min(nearest, Math.hypot(j % width - i % width, j % plane / width - i % plane / width));
                }
            }
            double signed = mask.get(i) == 0 ? nearest : 1 - nearest;
            distance.set(i, Double.isInfinite(nearest) ? 0 : signed);
        }
    }
}
