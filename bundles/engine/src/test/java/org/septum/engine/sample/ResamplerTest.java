// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.augment.AugmentationFactory;
import org.septum.api.augment.CoordinateMap;
import org.septum.api.augment.SpatialAugmentation;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.sampling.Aim;
import org.septum.augmentations.CropFactory;
import org.septum.augmentations.ElasticFactory;
import org.septum.augmentations.FlipHorizontalFactory;
import org.septum.augmentations.FlipVerticalFactory;
import org.septum.augmentations.MirrorFactory;
import org.septum.augmentations.RotateFactory;
import org.septum.augmentations.ScaleFactory;
import org.septum.augmentations.TranslateFactory;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.geometry.Resampler;

class ResamplerTest {

    private static final int HEIGHT = 50;
    private static final int WIDTH = 60;
    private static final int SIZE = 41;
    private static final SampleInfo INFO =
            new SampleInfo("a", "a", "a", 0, Optional.empty(), Optional.empty(), "a", Map.of());

    private float[] image;
    private int[] labels;

    /** Shows a picture through a grid of 41 x 41 pixels; the image is 1 where the label is 7, else 0. */
    private void show(int[] picture, double pitch, int seed, Object... factoriesAndOptions) {
        LabelMap map = new LabelMap(HEIGHT, WIDTH, picture);
        float[] values = new float[picture.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = picture[i] == 7 ? 1 : 0;
        }
        Grid grid = (height, width, spacing, gridHeight, gridWidth) -> new Grid.Pitch(pitch, pitch);
        GridPlacement placement = GridPlacement.of(grid, INFO, HEIGHT, WIDTH, SIZE, SIZE);
        SampleCanvas canvas = new SampleCanvas(placement, map, Aim.OPEN);
        List<CoordinateMap> maps = new ArrayList<>();
        for (int i = 0; i < factoriesAndOptions.length; i += 2) {
            AugmentationFactory factory = (AugmentationFactory) factoriesAndOptions[i];
            Map<String, Object> options = new HashMap<>();
            ((Map<?, ?>) factoriesAndOptions[i + 1]).forEach((name, value) -> options.put((String) name, value));
            options.put("probability", 1);
            SpatialAugmentation augmentation =
                    (SpatialAugmentation) factory.create(Arguments.of(factory.options(), options));
            maps.add(augmentation.draw(new SplittableRandom(seed + i), canvas));
        }
        Sample shown =
                new Resampler(maps, placement).resample(new Sample(INFO, new Image(1, HEIGHT, WIDTH, values), map));
        image = shown.image().values();
        labels = shown.labels().values();
    }

    /** A square of 5 x 5 pixels of label 7 around one pixel. */
    private static int[] square(int row, int column) {
        int[] picture = new int[HEIGHT * WIDTH];
        for (int r = row - 2; r <= row + 2; r++) {
            Arrays.fill(picture, r * WIDTH + column - 2, r * WIDTH + column + 3, 7);
        }
        return picture;
    }

    /** The middle of what is shown of label 7: row and column, both in the image and in the labels. */
    private void assertMiddle(double row, double column) {
        double[] sums = new double[6];
        for (int i = 0; i < labels.length; i++) {
            double label = labels[i] == 7 ? 1 : 0;
            sums[0] += label;
            sums[1] += label * (i / SIZE);
            sums[2] += label * (i % SIZE);
            sums[3] += image[i];
            sums[4] += image[i] * (i / SIZE);
            sums[5] += image[i] * (i % SIZE);
        }
        double[] middle = {sums[1] / sums[0], sums[2] / sums[0], sums[4] / sums[3], sums[5] / sums[3]};
        assertThat(middle).containsExactly(new double[] {row, column, row, column}, within(0.15));
    }

    /**
     * The grid's middle, pixel (20, 20), lies on the image's pixel (24, 29); the square is 6 pixels above it and 10 to its
     * right.
     */
    @Test
    void imageAndLabelsMoveInTheDocumentedDirection() {
        int[] picture = square(18, 39);
        show(picture, 1, 1);
        assertMiddle(14, 30);
        show(picture, 1, 1, new FlipHorizontalFactory(), Map.of());
        assertMiddle(14, 10);
        show(picture, 1, 1, new FlipVerticalFactory(), Map.of());
        assertMiddle(26, 30);
        show(picture, 1, 1, new RotateFactory(), Map.of("degrees", List.of(90, 90)));
        assertMiddle(10, 14);
        show(picture, 1, 1, new ScaleFactory(), Map.of("factor", List.of(1.5, 1.5)));
        assertMiddle(11, 35);
        show(picture, 1, 1, new TranslateFactory(), Map.of("distance", List.of(4, 4), "unit", "pixels"));
        assertMiddle(18, 34);
    }

    /** The last of several augmentations acts on what the others made. */
    @Test
    void augmentationsActInTheirOrder() {
        int[] picture = square(18, 39);
        Map<String, ?> shift = Map.of("distance", List.of(4, 4), "unit", "pixels");
        Map<String, ?> turn = Map.of("degrees", List.of(90, 90));
        show(picture, 1, 1, new TranslateFactory(), shift, new RotateFactory(), turn);
        assertMiddle(6, 18);
        show(picture, 1, 1, new RotateFactory(), turn, new TranslateFactory(), shift);
        assertMiddle(14, 18);
    }

    @Test
    void aCropAroundForegroundShowsItInTheMiddle() {
        Map<String, ?> always = Map.of("foreground-probability", 1);
        int[] picture = new int[HEIGHT * WIDTH];
        picture[22 * WIDTH + 33] = 7;
        show(picture, 1, 1, new CropFactory(), always);
        assertMiddle(20, 20);
        picture = new int[HEIGHT * WIDTH];
        picture[49 * WIDTH] = 7;
        show(picture, 1, 1, new CropFactory(), always);
        assertMiddle(40, 0);
    }

    /** The label comes from one of the pixels that the intensity is mixed from, the one with at least a quarter of it. */
    @Test
    void labelsStayWithTheirIntensitiesAndGainNoValue() {
        int[] picture = new int[HEIGHT * WIDTH];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (i / WIDTH / 4 + i % WIDTH / 5) % 3 == 0 ? 7 : 3;
        }
        for (int seed = 0; seed < 20; seed++) {
            show(
                    picture,
                    1.25,
                    seed,
                    new CropFactory(),
                    Map.of(),
                    new RotateFactory(),
                    Map.of(),
                    new ScaleFactory(),
                    Map.of("keep-aspect", false),
                    new ElasticFactory(),
                    Map.of("displacement", List.of(0.4, 0.4)),
                    new TranslateFactory(),
                    Map.of(),
                    new MirrorFactory(),
                    Map.of());
            for (int i = 0; i < labels.length; i++) {
                assertThat(labels[i]).isIn(0, 3, 7);
                if (labels[i] == 7) {
                    assertThat(image[i]).isGreaterThan(0.2499f);
                } else {
                    assertThat(image[i]).isLessThan(0.7501f);
                }
            }
        }
    }
}
