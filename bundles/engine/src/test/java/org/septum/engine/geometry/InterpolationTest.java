// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/** Cubic images and labels interpolated class by class, against SciPy: interpolation.py. */
class InterpolationTest {

    private static final int HEIGHT = 7;
    private static final int WIDTH = 9;
    private static final SampleInfo INFO =
            new SampleInfo("a", "a", "a", 0, Optional.empty(), Optional.empty(), "a", Map.of());

    private static Sample sample() {
        float[] image = new float[2 * HEIGHT * WIDTH];
        int[] labels = new int[HEIGHT * WIDTH];
        for (int i = 0; i < labels.length; i++) {
            image[i] = (float) (i * 37 % 101 / 25.0 - 2);
            image[labels.length + i] = -image[i];
            labels[i] = i * 29 % 13 / 4;
        }
        return new Sample(INFO, new Image(2, HEIGHT, WIDTH, image), new LabelMap(HEIGHT, WIDTH, labels));
    }

    private static Sample resampled(int height, int width, double degrees) {
        boolean stretched = degrees == 0;
        Grid grid = (imageHeight, imageWidth, spacing, gridHeight, gridWidth) -> stretched
                ? new Grid.Pitch((double) imageHeight / gridHeight, (double) imageWidth / gridWidth)
                : new Grid.Pitch(1, 1);
        GridPlacement placement = GridPlacement.of(grid, INFO, HEIGHT, WIDTH, height, width);
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        CoordinateMap turn = point -> {
            double x = point[0];
            double y = point[1];
            point[0] = x * cos - y * sin;
            point[1] = x * sin + y * cos;
        };
        List<CoordinateMap> maps = stretched ? List.of() : List.of(turn);
        return new Resampler(maps, placement, new Interpolation(true, true)).resample(sample());
    }

    @Test
    void agreesWithSciPysSplineOfOrderThreeAndLabelsOfOrderOne() throws IOException {
        try (InputStream text = InterpolationTest.class.getResourceAsStream("interpolation.txt")) {
            for (String line : new String(text.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] parts = line.split(" : ");
                String[] head = parts[0].split(" ");
                double[] expected = Arrays.stream(parts[1].split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                double degrees = head.length == 4 ? Double.parseDouble(head[3]) : 0;
                Sample found = resampled(Integer.parseInt(head[1]), Integer.parseInt(head[2]), degrees);
                for (int i = 0; i < expected.length; i++) {
                    if (head[0].equals("labels")) {
                        assertThat(found.labels().values()[i])
                                .as(parts[0] + " at " + i)
                                .isEqualTo((int) expected[i]);
                    } else {
                        float[] values = found.image().values();
                        assertThat((double) values[i]).as(parts[0] + " at " + i).isEqualTo(expected[i], within(2e-6));
                        assertThat(values[expected.length + i]).isEqualTo(-values[i], within(1e-6f));
                    }
                }
            }
        }
    }

    /** At the pixels' own places a spline has their values, and beyond the image there is nothing. */
    @Test
    void goesThroughThePixelsAndEndsAtTheBorder() {
        Grid pixelByPixel = (height, width, spacing, gridHeight, gridWidth) -> new Grid.Pitch(1, 1);
        GridPlacement placement = GridPlacement.of(pixelByPixel, INFO, HEIGHT, WIDTH, HEIGHT + 2, WIDTH + 4);
        Sample found = new Resampler(List.of(), placement, new Interpolation(true, true)).resample(sample());
        for (int row = 0; row < HEIGHT + 2; row++) {
            for (int column = 0; column < WIDTH + 4; column++) {
                boolean inside = row >= 1 && row <= HEIGHT && column >= 2 && column < WIDTH + 2;
                int from = (row - 1) * WIDTH + column - 2;
                int at = row * (WIDTH + 4) + column;
                assertThat(found.image().values()[at])
                        .isEqualTo(inside ? sample().image().values()[from] : 0, within(2e-6f));
                assertThat(found.labels().values()[at])
                        .isEqualTo(inside ? sample().labels().values()[from] : 0);
            }
        }
    }
}
