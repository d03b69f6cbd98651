// SPDX-License-Identifier: Apache-2.0
package org.septum.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.augment.SpatialAugmentation;

class ElasticFieldTest {

    private static double[] displacement(CoordinateMap map, double x, double y) {
        double[] point = {x, y};
        map.map(point);
        return new double[] {point[0] - x, point[1] - y};
    }

    private static CoordinateMap draw(int seed, TestCanvas canvas, Map<String, ?> options) {
        ElasticFactory factory = new ElasticFactory();
        return ((SpatialAugmentation) factory.create(Arguments.of(factory.options(), options)))
                .draw(new SplittableRandom(seed), canvas);
    }

    private static ElasticField lattice() {
        double[] displacements = new double[2 * 8 * 7];
        Arrays.setAll(displacements, Math::sin);
        return new ElasticField(8, 5, 4, displacements);
    }

    /** The positions and displacements of elastic.py; whole pixels are nodes of this lattice. */
    @Test
    void agreesWithTheSplineOfSciPy() throws IOException {
        try (InputStream lines = ElasticFieldTest.class.getResourceAsStream("elastic.txt")) {
            for (String line : new String(lines.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                double[] n = Arrays.stream(line.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                boolean node = Math.rint(n[0]) == n[0] && Math.rint(n[1]) == n[1];
                assertThat(displacement(lattice(), n[0], n[1]))
                        .as(line)
                        .containsExactly(new double[] {n[2], n[3]}, within(node ? 1e-12 : 1 / 64.0));
            }
        }
    }

    @Test
    void goesOnBeyondTheLatticeAsAtItsEdge() {
        assertThat(displacement(lattice(), 500, 3)).containsExactly(displacement(lattice(), 20, 3), within(1e-12));
        assertThat(displacement(lattice(), 5, -500)).containsExactly(displacement(lattice(), 5, -16), within(1e-12));
    }

    /** Along both axes neighbours keep their order, and the area of every pixel stays positive. */
    @Test
    void neverFoldsThePictureNorMovesAPixelTooFar() {
        TestCanvas canvas = new TestCanvas(48, 64, 60, 90, List.of());
        for (int seed = 0; seed < 30; seed++) {
            CoordinateMap map =
                    draw(seed, canvas, Map.of("cells", 4, "displacement", List.of(0.48, 0.48), "probability", 1));
            for (double y = -40; y < 40; y += 2) {
                for (double x = -50; x < 50; x += 2) {
                    double[] here = displacement(map, x, y);
                    double[] right = displacement(map, x + 0.01, y);
                    double[] below = displacement(map, x, y + 0.01);
                    double xx = 1 + (right[0] - here[0]) / 0.01;
                    double xy = (below[0] - here[0]) / 0.01;
                    double yx = (right[1] - here[1]) / 0.01;
                    double yy = 1 + (below[1] - here[1]) / 0.01;
                    assertThat(xx * yy - xy * yx).isPositive();
                    assertThat(Math.max(Math.abs(here[0]), Math.abs(here[1]))).isLessThanOrEqualTo(0.48 * 16);
                }
            }
        }
    }

    /** The share of the longer side that the documentation of {@code displacement} tells. */
    @Test
    void movesPixelsAsFarAsDocumented() {
        TestCanvas canvas = TestCanvas.whole(100, 100);
        double squares = 0;
        int count = 0;
        for (int seed = 0; seed < 400; seed++) {
            CoordinateMap map = draw(seed, canvas, Map.of("displacement", List.of(0.25, 0.25), "probability", 1));
            for (int i = -48; i <= 48; i += 12) {
                double[] displacement = displacement(map, i, 5 - i);
                squares += displacement[0] * displacement[0] + displacement[1] * displacement[1];
                count += 2;
            }
        }
        assertThat(Math.sqrt(squares / count)).isEqualTo(1.7, within(0.1));
    }

    @Test
    void refusesDisplacementsThatCouldFold() {
        Map<String, ?> options = Map.of("displacement", List.of(0, 0.6));
        assertThatThrownBy(() -> draw(1, TestCanvas.whole(8, 8), options))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("displacement: found 0.6, allowed is a number from 0.0 to 0.48");
    }
}
