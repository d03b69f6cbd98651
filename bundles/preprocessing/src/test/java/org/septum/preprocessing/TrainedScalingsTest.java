// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.IntensityScaling;
import org.septum.api.data.IntensityScalingFactory;

/** Scalings that learn from the training part, against NumPy; foreground.py computed the numbers. */
class TrainedScalingsTest {

    private static IntensityScaling create(IntensityScalingFactory factory, Map<String, ?> options) {
        return factory.create(Arguments.of(factory.options(), options));
    }

    private static float[] intensities(int start, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((start + i) * 389 % 1009 * 0.75 - 100);
        }
        return values;
    }

    private static List<Image> volume() {
        return IntStream.range(0, 3)
                .mapToObj(slice -> new Image(2, 5, 4, intensities(slice * 40, 40)))
                .toList();
    }

    private static double[] reference(String start) throws IOException {
        try (InputStream lines = TrainedScalingsTest.class.getResourceAsStream("foreground.txt")) {
            String line = new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(text -> text.startsWith(start + " "))
                    .findFirst()
                    .orElseThrow();
            return Arrays.stream(line.substring(start.length() + 1).split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    /** Learns from the first two slices. */
    private static Map<String, Double> learned(IntensityScaling scaling) {
        IntensityScaling.Learning learning = scaling.learning().orElseThrow();
        BitSet foreground = new BitSet();
        IntStream.range(0, 20).filter(pixel -> pixel % 3 == 1).forEach(foreground::set);
        volume().subList(0, 2).forEach(image -> learning.add(image, foreground));
        return learning.figures();
    }

    @Test
    void learnsWhatNumPyFinds() throws IOException {
        Map<String, Double> figures =
                learned(create(new ForegroundZScoreFactory(), Map.of()).ofChannels(2, List.of()));
        for (int channel = 0; channel < 2; channel++) {
            double[] expected = reference("figures " + channel);
            assertThat(figures.get(channel + ".lower")).isCloseTo(expected[0], within(1e-10));
            assertThat(figures.get(channel + ".upper")).isCloseTo(expected[1], within(1e-10));
            assertThat(figures.get(channel + ".mean")).isCloseTo(expected[2], within(1e-10));
            assertThat(figures.get(channel + ".sd")).isCloseTo(expected[3], within(1e-10));
            assertThat(figures).containsEntry(channel + ".pixels", 14.0);
        }
    }

    @Test
    void scalesEachChannelByItsKind() throws IOException {
        IntensityScaling plain = create(new ByChannelFactory(), Map.of()).ofChannels(2, List.of("CT", "MRI"));
        Map<String, Double> figures = learned(plain);
        assertThat(figures.keySet()).allMatch(name -> name.startsWith("0."));
        IntensityScaling scaling = plain.with(figures);
        assertThat(scaling.learning()).isEmpty();
        List<Image> together = volume();
        scaling.apply(together);
        double[] expected = reference("values");
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) together.get(2).values()[i]).isCloseTo(expected[i], within(1e-6));
        }
        Image alone = volume().get(2);
        scaling.fitted(volume()).orElseThrow().apply(List.of(alone));
        assertThat(alone.values()).isEqualTo(together.get(2).values());
    }

    @Test
    void namesTellTheKind() {
        List<String> names = List.of("ct", "noNorm", "rescale_to_0_1", "rgb_to_0_1", "T2");
        IntensityScaling plain = create(new ByChannelFactory(), Map.of()).ofChannels(5, names);
        IntensityScaling scaling = plain.with(Map.of("0.lower", -1.0, "0.upper", 1.0, "0.mean", 0.5, "0.sd", 0.25));
        Image image = new Image(5, 1, 2, new float[] {-5, 0, 3, 4, 3, 4, 0.25f, 0.5f, 3, 5});
        scaling.apply(List.of(image));
        assertThat(image.values()).containsExactly(new float[] {-6, -2, 3, 4, 0, 1, 0.25f, 0.5f, -1, 1}, within(1e-6f));
        assertThat(create(new ByChannelFactory(), Map.of())
                        .ofChannels(1, List.of())
                        .learning())
                .as("without names nothing is CT")
                .isEmpty();
        IntensityScaling told = create(new ByChannelFactory(), Map.of("ct", List.of("1", "T2")))
                .ofChannels(3, List.of("CT", "b", "T2"));
        assertThat(learnedChannels(told)).containsExactlyInAnyOrder("1", "2");
    }

    private static List<String> learnedChannels(IntensityScaling scaling) {
        IntensityScaling.Learning learning = scaling.learning().orElseThrow();
        BitSet all = new BitSet();
        all.set(0);
        learning.add(new Image(3, 1, 1, new float[] {1, 2, 3}), all);
        return learning.figures().keySet().stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .distinct()
                .toList();
    }

    /** Beyond what is kept, every second, fourth and so on of the pixels gives the percentiles, and all the mean. */
    @Test
    void keepsABoundedSampleInAFixedOrder() throws IOException {
        BitSet channel = new BitSet();
        channel.set(0);
        ForegroundLearning learning = new ForegroundLearning("x", new ForegroundPercentiles(0.5, 99.5), channel, 300);
        BitSet all = new BitSet();
        all.set(0, 100);
        for (int from = 0; from < 1000; from += 100) {
            learning.add(new Image(1, 10, 10, intensities(from, 100)), all);
        }
        double[] expected = reference("thinned");
        assertThat(learning.figures().get("0.lower")).isCloseTo(expected[0], within(1e-10));
        assertThat(learning.figures().get("0.upper")).isCloseTo(expected[1], within(1e-10));
        double mean = IntStream.range(0, 1000)
                .mapToDouble(i -> i * 389 % 1009 * 0.75 - 100)
                .average()
                .orElseThrow();
        assertThat(learning.figures().get("0.mean")).isCloseTo(mean, within(1e-9));
        assertThat(learning.figures()).containsEntry("0.pixels", 1000.0);
    }

    @Test
    void onlyTheChosenChannelsAreScaled() {
        for (String channel : List.of("1", "t2")) {
            IntensityScaling scaling = create(new ZScoreFactory(), Map.of("channels", List.of(channel)))
                    .ofChannels(2, List.of("T1", "T2"));
            Image image = new Image(2, 1, 2, new float[] {7, 9, 1, 3});
            scaling.apply(List.of(image));
            assertThat(image.values()).containsExactly(new float[] {7, 9, -1, 1}, within(1e-6f));
        }
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> create(new ZScoreFactory(), Map.of("channels", List.of("T3")))
                        .ofChannels(2, List.of("T1", "T2")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "arguments: channels: there is no channel 'T3'; the images have the channels 0 (T1), 1 (T2)");
        assertThatThrownBy(() -> create(new ByChannelFactory(), Map.of("ct", List.of("5")))
                        .ofChannels(1, List.of()))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: ct: there is no channel '5'; the images have the channel 0");
        IntensityScaling scaling =
                create(new ForegroundZScoreFactory(), Map.of()).ofChannels(1, List.of());
        IntensityScaling.Learning learning = scaling.learning().orElseThrow();
        learning.add(new Image(1, 1, 2, new float[] {1, 2}), new BitSet());
        assertThatThrownBy(learning::figures)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("foreground-z-score: the training part has no foreground to take intensities of");
        assertThatThrownBy(() -> scaling.with(Map.of("0.lower", 1.0)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not tell the figure '0.upper'");
        assertThatThrownBy(() -> create(new ByChannelFactory(), Map.of("lower", 60, "upper", 40)))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: upper: found 40.0, allowed is more than lower, which is 60.0");
    }
}
