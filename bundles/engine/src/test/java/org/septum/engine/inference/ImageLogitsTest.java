// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.Kind;
import org.septum.api.data.Grid;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.head.Head;
import org.septum.engine.Samples;
import org.septum.engine.TestComponents;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.geometry.Resampler;
import org.septum.engine.sample.ActiveHead;

/** From the image to the grid and back. */
class ImageLogitsTest {

    private static final List<String> CLASSES = List.of("background", "a");

    private static final ActiveHead HEAD = new ActiveHead(
            "h",
            "head",
            new TestComponents()
                    .component(Kind.HEAD, "multiclass", Map.of())
                    .create(Head.class)
                    .bind(CLASSES),
            null,
            1,
            List.of(),
            CLASSES,
            new int[] {0, 1});

    private static GridPlacement placement(int height, int width, int gridHeight, int gridWidth, double pitch) {
        Grid grid = (h, w, spacing, gh, gw) -> new Grid.Pitch(pitch, pitch);
        return GridPlacement.of(grid, Samples.info("a", "a", "a", 0), height, width, gridHeight, gridWidth);
    }

    private static float[] onGrid(float[] image, GridPlacement placement) {
        int height = placement.imageHeight();
        int width = placement.imageWidth();
        Sample sample = new Sample(
                Samples.info("a", "a", "a", 0),
                new Image(1, height, width, image),
                new LabelMap(height, width, new int[height * width]));
        return new Resampler(List.of(), placement).resample(sample).image().values();
    }

    @Test
    void aGridLikeTheImageChangesNothing() {
        float[] logits = new float[2 * 5 * 4];
        ImageLogits back = ImageLogits.of(logits, placement(5, 4, 5, 4, 1));
        assertThat(back.values()).isSameAs(logits);
        assertThat(back.covered()).isNull();
        assertThat(GridPlacement.identity(5, 4)).isEqualTo(placement(5, 4, 5, 4, 1));
    }

    /** Crops and pads of every parity, also one of each at once: every pixel that the grid covers comes back as it was. */
    @ParameterizedTest
    @CsvSource({"7,9,4,4", "7,9,4,5", "8,8,5,3", "4,4,7,9", "5,4,8,8", "9,4,4,7", "1,1,2,2", "3,3,1,2"})
    void cropsAndPadsGoPixelToPixel(int height, int width, int gridHeight, int gridWidth) {
        float[] image = new float[height * width];
        for (int i = 0; i < image.length; i++) {
            image[i] = 1 + (i * 7919 % 101);
        }
        GridPlacement placement = placement(height, width, gridHeight, gridWidth, 1);
        float[] grid = onGrid(image, placement);
        ImageLogits back = ImageLogits.of(grid, placement);
        int covered = 0;
        for (int i = 0; i < image.length; i++) {
            assertThat(back.values()[i]).isEqualTo(back.covered()[i] ? image[i] : 0);
            covered += back.covered()[i] ? 1 : 0;
        }
        assertThat(covered).isEqualTo(Math.min(height, gridHeight) * Math.min(width, gridWidth));
        int padded = 0;
        for (float value : grid) {
            padded += value == 0 ? 1 : 0;
        }
        assertThat(padded).isEqualTo(grid.length - covered);
    }

    /**
     * Twice bilinear is off by at most a quarter of the second derivative, 0.02 per pixel squared each way, times the square
     * of the larger pixel.
     */
    @ParameterizedTest
    @CsvSource({"0.8,80", "1.25,40", "1.5,60", "0.6,61"})
    void aSmoothFieldComesBack(double pitch, int gridSize) {
        int size = 48;
        float[] image = new float[size * size];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (Math.sin(0.14 * (i / size)) + Math.cos(0.14 * (i % size)));
        }
        GridPlacement placement = placement(size, size, gridSize, gridSize, pitch);
        ImageLogits back = ImageLogits.of(onGrid(image, placement), placement);
        double tolerance = 2 * 0.0196 / 8 * (1 + Math.max(1, pitch * pitch));
        // The outermost pixels are repeated beyond their centres, which no bound holds for.
        for (int row = 2; row < size - 2; row++) {
            for (int column = 2; column < size - 2; column++) {
                int pixel = row * size + column;
                if (back.covered()[pixel]) {
                    assertThat(Math.abs(back.values()[pixel] - image[pixel]))
                            .as("row %d, column %d", row, column)
                            .isLessThan((float) tolerance);
                }
            }
        }
        assertThat(back.covered()[size / 2 * size + size / 2]).isTrue();
    }

    /** Class a is certain on the whole grid, which covers the middle 2 x 2 of 4 x 4 pixels. */
    @Test
    void whatTheGridDoesNotCoverIsBackground() {
        float[] logits = {0, 0, 0, 0, 30, 30, 30, 30};
        ImageLogits back = ImageLogits.of(logits, placement(4, 4, 2, 2, 1));
        assertThat(back.decide(HEAD, 16)).containsExactly(0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0);
        float[] probabilities = back.probabilities(HEAD, 16);
        for (int pixel = 0; pixel < 16; pixel++) {
            boolean covered = back.covered()[pixel];
            assertThat(probabilities[pixel]).isCloseTo(covered ? 0 : 1, within(1e-6f));
            assertThat(probabilities[16 + pixel]).isCloseTo(covered ? 1 : 0, within(1e-6f));
        }
    }

    /** A slice that is read in pieces is what it is when read at once, whatever the rows. */
    @ParameterizedTest
    @CsvSource({"7,9,7,9,1", "7,9,4,5,1", "9,4,4,7,1", "12,12,5,5,1.7", "5,6,11,11,0.6"})
    void rowsAreThoseOfTheWhole(int height, int width, int gridHeight, int gridWidth, double pitch) {
        GridPlacement placement = placement(height, width, gridHeight, gridWidth, pitch);
        float[] logits = new float[2 * gridHeight * gridWidth];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = i * 7919 % 101 - 50;
        }
        int[] whole = ImageLogits.of(logits, placement).decide(HEAD, height * width);
        for (int most = 1; most <= height; most++) {
            PredictedSlice slice = new GridSlice(Map.of("h", logits), placement);
            int[] found = new int[height * width];
            for (int row = 0; row < height; row += most) {
                int rows = Math.min(most, height - row);
                int[] next = slice.next(rows).get("h").decide(HEAD, rows * width);
                System.arraycopy(next, 0, found, row * width, next.length);
            }
            assertThat(found).as("%d rows at once", most).containsExactly(whole);
        }
    }
}
