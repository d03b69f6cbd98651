// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.data.Spacing;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.api.metric.ScoredSlice;

/**
 * A pair of masks, read from {@code monai.txt}.
 *
 * @param scores in the file's order
 */
public record MonaiCase(String name, List<ScoredSlice> slices, List<Double> scores) {

    /** The columns of scores. */
    public enum Column {
        DICE,
        IOU,
        HAUSDORFF,
        HAUSDORFF_95,
        AVERAGE_SURFACE_DISTANCE,
        SURFACE_DICE
    }

    /** Checks a metric against a column; undefined scores are left to tests of the rule for empty masks. */
    public static void check(MetricFactory factory, Map<String, ?> options, Column column, double tolerance) {
        Metric metric = factory.create(Arguments.of(factory.options(), options));
        int compared = 0;
        for (MonaiCase pair : all()) {
            double expected = pair.scores.get(column.ordinal());
            if (!Double.isNaN(expected)) {
                Metric.Accumulator accumulator = metric.start(List.of("background", "foreground"));
                pair.slices.forEach(accumulator::add);
                assertThat(accumulator.scores().get("foreground").value())
                        .as(pair.name)
                        .isCloseTo(expected, within(tolerance));
                assertThat(accumulator.scores().get("foreground").byEmptyRule())
                        .as(pair.name)
                        .isFalse();
                compared++;
            }
        }
        assertThat(compared).isEqualTo(column.compareTo(Column.HAUSDORFF) < 0 ? 16 : 14);
    }

    private static List<MonaiCase> all() {
        List<MonaiCase> cases = new ArrayList<>();
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(MonaiCase.class.getResourceAsStream("monai.txt"), StandardCharsets.UTF_8))) {
            for (String line = file.readLine(); line != null; line = file.readLine()) {
                if (!line.startsWith("#")) {
                    cases.add(read(line.split(" "), file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static MonaiCase read(String[] header, BufferedReader file) throws IOException {
        List<Double> numbers = new ArrayList<>();
        for (int i = 1; i < header.length; i++) {
            numbers.add(Double.valueOf(header[i]));
        }
        Spacing spacing = new Spacing(numbers.get(4), numbers.get(5), numbers.get(3));
        List<ScoredSlice> slices = new ArrayList<>();
        for (int slice = 0; slice < numbers.get(0).intValue(); slice++) {
            slices.add(read(
                    header[0], slice, numbers.get(1).intValue(), numbers.get(2).intValue(), spacing, file));
        }
        return new MonaiCase(header[0], slices, numbers.subList(6, numbers.size()));
    }

    private static ScoredSlice read(String name, int slice, int height, int width, Spacing spacing, BufferedReader file)
            throws IOException {
        int[] truth = new int[height * width];
        int[] prediction = new int[height * width];
        for (int pixel = 0; pixel < truth.length; pixel += width) {
            String row = file.readLine();
            for (int column = 0; column < width; column++) {
                int masks = ".tpb".indexOf(row.charAt(column));
                truth[pixel + column] = masks & 1;
                prediction[pixel + column] = masks >> 1;
            }
        }
        return new ScoredSlice(
                Slices.info(name, slice, Optional.of(spacing), Map.of()), height, width, truth, prediction);
    }
}
