// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Spacing;

class DistanceTransformTest {

    private static final List<Lattice> LATTICES = List.of(
            new Lattice(1, 1, 1, new Spacing(1, 1, 1)),
            new Lattice(1, 1, 40, new Spacing(3, 0.7, 9)),
            new Lattice(1, 17, 23, new Spacing(0.8, 1.6, Double.NaN)),
            new Lattice(9, 14, 11, new Spacing(1.37, 1.37, 10)),
            new Lattice(12, 5, 13, new Spacing(4, 0.3, 1)),
            new Lattice(6, 1, 7, new Spacing(2, 1e-3, 1e3)));

    @Test
    void findsTheNearestOfAllSites() {
        Random random = new Random(1);
        for (Lattice lattice : LATTICES) {
            for (double share : new double[] {0.003, 0.05, 0.5, 1}) {
                int[] sites = IntStream.range(0, lattice.size())
                        .filter(voxel -> random.nextDouble() < share)
                        .toArray();
                double[] squares = DistanceTransform.squared(lattice, sites);
                for (int voxel = 0; voxel < squares.length; voxel++) {
                    int from = voxel;
                    double nearest = Arrays.stream(sites)
                            .mapToDouble(site -> square(lattice, from, site))
                            .min()
                            .orElse(Double.POSITIVE_INFINITY);
                    if (Double.isInfinite(nearest)) {
                        assertThat(squares[voxel]).isEqualTo(nearest);
                    } else {
                        assertThat(squares[voxel])
                                .as("%s, %s sites, voxel %s", lattice, sites.length, voxel)
                                .isCloseTo(nearest, within(1e-12 * (1 + nearest)));
                    }
                }
            }
        }
    }

    private static double square(Lattice lattice, int from, int to) {
        int area = lattice.height() * lattice.width();
        double column = lattice.spacing().column() * (from % lattice.width() - to % lattice.width());
        double row = lattice.spacing().row() * (from % area / lattice.width() - to % area / lattice.width());
        int slices = from / area - to / area;
        double slice = slices == 0 ? 0 : lattice.spacing().slice() * slices;
        return column * column + row * row + slice * slice;
    }
}
