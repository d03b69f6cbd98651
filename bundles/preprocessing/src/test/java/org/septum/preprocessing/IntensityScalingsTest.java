// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.IntensityScalingFactory;

class IntensityScalingsTest {

    private static final Map<String, IntensityScalingFactory> ALL = Map.of(
            "min-max", new MinMaxFactory(),
            "z-score", new ZScoreFactory(),
            "percentile-clip", new PercentileClipFactory());

    private static IntensityScaling create(String name, Map<String, ?> options) {
        IntensityScalingFactory factory = ALL.get(name);
        return factory.create(Arguments.of(factory.options(), options));
    }

    /** The intensities of scaling.py. */
    private static float[] intensities(int start, int count, int distinct) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((start + i) * 389 % distinct * 0.75 - 100);
        }
        return values;
    }

    /** The volume of scaling.py. */
    private static List<Image> volume() {
        return IntStream.range(0, 3)
                .mapToObj(slice -> new Image(2, 5, 4, intensities(slice * 40, 40, 1009)))
                .toList();
    }

    private static List<String> reference(boolean percentiles) throws IOException {
        try (InputStream lines = IntensityScalingsTest.class.getResourceAsStream("scaling.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("percentile ") == percentiles)
                    .toList();
        }
    }

    /** What was taken from a volume changes each of its slices alone to the bit as the volume is changed. */
    @Test
    void aFittedScalingChangesASliceAsItsVolume() {
        for (String name : ALL.keySet()) {
            IntensityScaling scaling = create(name, Map.of());
            List<Image> together = volume();
            IntensityScaling fitted = scaling.fitted(volume()).orElseThrow();
            scaling.apply(together);
            for (int slice = 0; slice < together.size(); slice++) {
                Image alone = volume().get(slice);
                fitted.apply(List.of(alone));
                assertThat(alone.values())
                        .as(name)
                        .isEqualTo(together.get(slice).values());
            }
        }
    }

    @Test
    void percentilesAgreeWithNumPy() throws IOException {
        for (String line : reference(true)) {
            String[] parts = line.split(" ");
            int count = Integer.parseInt(parts[1]);
            float[] values = intensities(0, count, count % 2 == 0 ? 1009 : 11);
            assertThat(Percentile.of(values, Double.parseDouble(parts[2])))
                    .as(line)
                    .isEqualTo(Double.parseDouble(parts[3]), within(1e-9));
        }
    }

    @Test
    void scalingsAgreeWithNumPy() throws IOException {
        for (String line : reference(false)) {
            String[] parts = line.split(" : ");
            String[] head = parts[0].split(" ");
            Map<String, Object> options = new HashMap<>();
            for (int i = 1; i < head.length; i++) {
                String[] pair = head[i].split("=");
                options.put(pair[0], pair[0].equals("per") ? pair[1] : (Object) Double.valueOf(pair[1]));
            }
            IntensityScaling scaling = create(head[0], options);
            List<Image> volume = volume();
            if (scaling.scope() == IntensityScaling.Scope.VOLUME) {
                scaling.apply(volume);
            } else {
                volume.forEach(slice -> scaling.apply(List.of(slice)));
            }
            String[] expected = parts[1].split(" ");
            for (int i = 0; i < expected.length; i++) {
                double value = Double.parseDouble(expected[i]);
                double rounding = 1e-7 * Math.max(1, Math.abs(value)); // of the result to float32
                assertThat((double) volume.get(i / 40).values()[i % 40])
                        .as(parts[0])
                        .isEqualTo(value, within(rounding));
            }
        }
    }

    @Test
    void looksAtTheWholeVolumeUnlessToldOtherwise() {
        ALL.forEach((name, factory) -> {
            assertThat(create(name, Map.of()).scope()).isEqualTo(IntensityScaling.Scope.VOLUME);
            assertThat(create(name, Map.of("per", "slice")).scope()).isEqualTo(IntensityScaling.Scope.SLICE);
        });
    }

    @Test
    void slicesOfAVolumeMayDifferInSize() {
        Image small = new Image(1, 1, 2, new float[] {0, 10});
        Image large = new Image(1, 2, 2, new float[] {20, 5, 0, 15});
        create("min-max", Map.of()).apply(List.of(small, large));
        assertThat(small.values()).containsExactly(0, 0.5f);
        assertThat(large.values()).containsExactly(1, 0.25f, 0, 0.75f);
    }

    @Test
    void aConstantImageBecomesZeroAndIsNotClipped() {
        for (String name : ALL.keySet()) {
            float[] values = new float[12];
            Arrays.fill(values, 7);
            create(name, Map.of()).apply(List.of(new Image(1, 3, 4, values)));
            assertThat(values).as(name).containsOnly(name.equals("percentile-clip") ? 7 : 0);
        }
    }

    @Test
    void refusesIntensitiesThatAreNotFiniteAndSaysWhere() {
        for (String name : ALL.keySet()) {
            List<Image> volume = volume();
            volume.get(2).values()[20 + 4 + 3] = Float.NaN;
            assertThatThrownBy(() -> create(name, Map.of()).apply(volume))
                    .isInstanceOf(UserError.class)
                    .hasMessage(name + ": found the intensity NaN at row 1, column 3 of slice 2, channel 1 (all counted"
                            + " from 0); allowed are finite numbers: repair the image, or leave it out of the data");
        }
        Image infinite = new Image(1, 1, 2, new float[] {0, Float.POSITIVE_INFINITY});
        assertThatThrownBy(() -> create("z-score", Map.of("per", "slice")).apply(List.of(infinite)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("z-score: found the intensity Infinity at row 0, column 1, channel 0 (");
    }

    @Test
    void refusesPercentilesInTheWrongOrder() {
        assertThatThrownBy(() -> create("percentile-clip", Map.of("lower", 60, "upper", 40)))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: upper: found 40.0, allowed is more than lower, which is 60.0");
    }
}
