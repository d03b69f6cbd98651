// SPDX-License-Identifier: Apache-2.0
package org.septum.postprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Spacing;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.postprocessing.PostProcessing;
import org.septum.api.postprocessing.PostProcessingFactory;

class PostProcessingsTest {

    private static final List<String> CLASSES = List.of("background", "a", "b");

    private static PostProcessing.Bound bound(PostProcessingFactory factory, Map<String, ?> options) {
        return factory.create(Arguments.of(factory.options(), options)).bind(CLASSES);
    }

    /** Slices as texts: rows divided by blanks, a digit for each pixel. */
    private static DecidedVolume volume(Optional<Spacing> spacing, String... slices) {
        List<int[]> decided = new ArrayList<>();
        String[] rows = slices[0].split(" ");
        for (String slice : slices) {
            decided.add(slice.replace(" ", "").chars().map(digit -> digit - '0').toArray());
        }
        return new DecidedVolume("v", rows.length, rows[0].length(), spacing, decided);
    }

    private static List<String> text(DecidedVolume volume) {
        List<String> slices = new ArrayList<>();
        for (int[] slice : volume.slices()) {
            StringBuilder text = new StringBuilder();
            for (int pixel = 0; pixel < slice.length; pixel++) {
                text.append(pixel > 0 && pixel % volume.width() == 0 ? " " : "").append(slice[pixel]);
            }
            slices.add(text.toString());
        }
        return slices;
    }

    private static List<String> after(PostProcessing.Bound bound, DecidedVolume volume) {
        for (int step = 0; step < bound.steps().size(); step++) {
            bound.apply(step, volume);
        }
        return text(volume);
    }

    /** The component at the left has 3 pixels of a and 2 of b in two slices, the one at the right 4. */
    @Test
    void theLargestComponentOfAllForegroundReachesThroughSlices() {
        PostProcessing.Bound bound = bound(new LargestComponentFactory(), Map.of("of", "foreground"));
        assertThat(bound.steps()).containsExactly("largest component of the foreground");
        assertThat(after(bound, volume(Optional.empty(), "11000 10011", "02011 02000")))
                .containsExactly("11000 10000", "02000 02000");
    }

    @Test
    void thenThatOfEachClass() {
        PostProcessing.Bound bound = bound(new LargestComponentFactory(), Map.of());
        assertThat(bound.steps())
                .containsExactly(
                        "largest component of the foreground", "largest component of a", "largest component of b");
        assertThat(after(bound, volume(Optional.empty(), "11210 00001", "00000 20000")))
                .containsExactly("11200 00000", "00000 00000");
    }

    @Test
    void cornersCountOrNot() {
        DecidedVolume volume = volume(Optional.empty(), "100 010 001");
        assertThat(after(bound(new LargestComponentFactory(), Map.of("of", "class")), volume.copy()))
                .containsExactly("100 010 001");
        assertThat(after(bound(new LargestComponentFactory(), Map.of("of", "class", "connectivity", "sides")), volume))
                .containsExactly("100 000 000");
    }

    @Test
    void aClassMustBeThere() {
        assertThatThrownBy(() -> bound(new LargestComponentFactory(), Map.of("classes", List.of("a", "background"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("found 'background', allowed are the head's foreground classes: a, b");
    }

    /** The second ring holds a pixel of b, the third is open at a side, the ring of the last slice lies at the edge. */
    @Test
    void holesAreBackgroundThatOneClassSurrounds() {
        PostProcessing.Bound bound = bound(new FillHolesFactory(), Map.of());
        assertThat(after(bound, volume(Optional.empty(), "000000000 011101110 010101021 011101110 000000000")))
                .containsExactly("000000000 011101110 011101021 011101110 000000000");
        assertThat(after(
                        bound,
                        volume(Optional.empty(), "00000 01110 01001 01110 00000", "11100 10100 01100 00000 00000")))
                .containsExactly("00000 01110 01111 01110 00000", "11100 11100 01100 00000 00000");
        assertThat(after(bound, volume(Optional.empty(), "01110 01010 01010 00000")))
                .containsExactly("01110 01010 01010 00000");
        assertThat(after(
                        bound(new FillHolesFactory(), Map.of("largest", 1)),
                        volume(Optional.empty(), "11111 10001 11111 10101 11111")))
                .containsExactly("11111 10001 11111 11111 11111");
    }

    /** A voxel of 2 x 1 x 5 mm is 0.01 ml, a pixel 2 mm2. */
    @Test
    void smallComponentsAreDropped() {
        Optional<Spacing> spacing = Optional.of(new Spacing(2, 1, 5));
        String[] slices = {"1100 0002", "1000 0002"};
        assertThat(after(bound(new MinimumSizeFactory(), Map.of("size", 0.03, "unit", "ml")), volume(spacing, slices)))
                .containsExactly("1100 0000", "1000 0000");
        assertThat(after(bound(new MinimumSizeFactory(), Map.of("size", 4, "unit", "mm2")), volume(spacing, slices)))
                .containsExactly("1100 0000", "0000 0000");
        assertThat(after(
                        bound(new MinimumSizeFactory(), Map.of("size", 2, "unit", "voxels", "classes", List.of("b"))),
                        volume(Optional.empty(), slices)))
                .containsExactly(slices);
        assertThatThrownBy(() -> after(
                        bound(new MinimumSizeFactory(), Map.of("size", 1, "unit", "ml")),
                        volume(Optional.empty(), slices)))
                .isInstanceOf(UserError.class)
                .hasMessage("v: minimum-size needs the image's spacing for a size in ml, and its file does not tell it;"
                        + " give the size in voxels or pixels");
    }

    /** Against a flood fill that asks every voxel for its neighbours. */
    @Test
    void componentsAreThoseOfAFloodFill() {
        for (Components.Neighbours neighbours : Components.Neighbours.values()) {
            for (int seed = 0; seed < 20; seed++) {
                DecidedVolume volume = random(seed);
                Components found = Components.of(volume, decided -> decided == 1, neighbours);
                assertThat(found.of()).as(neighbours + " " + seed).isEqualTo(FloodFill.of(volume, neighbours));
            }
        }
    }

    private static DecidedVolume random(int seed) {
        Random random = new Random(seed);
        List<int[]> slices = new ArrayList<>();
        for (int slice = 0; slice < 4; slice++) {
            slices.add(random.ints(9 * 7, 0, 10).map(i -> i < 3 ? 1 : 0).toArray());
        }
        return new DecidedVolume("random", 9, 7, Optional.empty(), slices);
    }

    /** Connected components the slow way. */
    private static final class FloodFill {

        private final DecidedVolume volume;
        private final Components.Neighbours neighbours;
        private final int[] of;

        private FloodFill(DecidedVolume volume, Components.Neighbours neighbours) {
            this.volume = volume;
            this.neighbours = neighbours;
            this.of = new int[volume.pixels() * volume.slices().size()];
            java.util.Arrays.fill(of, -1);
        }

        static int[] of(DecidedVolume volume, Components.Neighbours neighbours) {
            FloodFill fill = new FloodFill(volume, neighbours);
            int count = 0;
            for (int at = 0; at < fill.of.length; at++) {
                if (fill.of[at] < 0 && fill.isForeground(at)) {
                    fill.from(at, count++);
                }
            }
            return fill.of;
        }

        private boolean isForeground(int at) {
            return volume.slices().get(at / volume.pixels())[at % volume.pixels()] == 1;
        }

        private void from(int at, int component) {
            of[at] = component;
            for (int other = 0; other < of.length; other++) {
                if (of[other] < 0 && isForeground(other) && touch(at, other)) {
                    from(other, component);
                }
            }
        }

        private boolean touch(int one, int other) {
            int slices = Math.abs(one / volume.pixels() - other / volume.pixels());
            int rows = Math.abs(one % volume.pixels() / volume.width() - other % volume.pixels() / volume.width());
            int columns = Math.abs(one % volume.width() - other % volume.width());
            return switch (neighbours) {
                case PLANE_SIDES -> slices == 0 && rows + columns == 1;
                case PLANE_CORNERS -> slices == 0 && Math.max(rows, columns) == 1;
                case VOLUME_SIDES -> slices + rows + columns == 1;
                case VOLUME_CORNERS -> Math.max(slices, Math.max(rows, columns)) == 1;
            };
        }
    }
}
