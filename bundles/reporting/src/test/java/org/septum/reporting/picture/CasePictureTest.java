// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Image;
import org.septum.api.report.CaseView;

class CasePictureTest {

    private static final List<String> CLASSES = List.of("background", "rv", "lv");

    /** Two pixels by four, each 100 wide in the overlays. */
    private final CasePicture picture = new CasePicture(
            new CaseView(
                    "slice",
                    new Image(1, 2, 4, new float[] {-1, 0, 1, 1, -1, -1, 1, 1}),
                    CLASSES,
                    new int[] {0, 1, 1, 2, 0, 0, 0, 0},
                    new int[] {0, 1, 0, 1, 2, 0, 0, 0}),
            new Crop(0, 0, 2, 4));

    @Test
    void drawsTheImageInGreyAtItsOwnSize() {
        BufferedImage image = picture.image();

        assertThat(image.getWidth()).isEqualTo(4);
        assertThat(image.getRaster().getSamples(0, 0, 4, 1, 0, (int[]) null)).containsExactly(0, 128, 255, 255);
    }

    @Test
    void tintsAndOutlinesStructures() {
        BufferedImage truth = picture.truth();

        assertThat(truth.getWidth()).isEqualTo(400);
        assertThat(truth.getRGB(50, 50)).isZero();
        assertThat(truth.getRGB(150, 50)).isEqualTo(0x55000000 | Palette.onImages(0));
        assertThat(truth.getRGB(101, 50)).isEqualTo(0xFF000000 | Palette.onImages(0));
        assertThat(truth.getRGB(200, 50)).isEqualTo(0x55000000 | Palette.onImages(0));
        assertThat(truth.getRGB(301, 50)).isEqualTo(0xFF000000 | Palette.onImages(1));
        assertThat(truth.getRGB(399, 0)).isEqualTo(0x55000000 | Palette.onImages(1));
    }

    @Test
    void tellsTheKindsOfErrorApart() {
        BufferedImage differences = picture.differences();

        assertThat(differences.getRGB(150, 50)).isZero();
        assertThat(differences.getRGB(250, 50)).isEqualTo(0x55000000 | Palette.MISSED);
        assertThat(differences.getRGB(350, 50)).isEqualTo(0x55000000 | Palette.CONFUSED);
        assertThat(differences.getRGB(50, 150)).isEqualTo(0x55000000 | Palette.SPURIOUS);
    }

    @Test
    void cropsAroundAllStructures() {
        int[] labels = new int[100 * 80];
        labels[90 * 80 + 70] = 1;
        int[] empty = new int[labels.length];
        Image image = new Image(1, 100, 80, new float[labels.length]);

        assertThat(Crop.around(List.of(
                        new CaseView("a", image, CLASSES, empty, empty),
                        new CaseView("b", image, CLASSES, empty, labels))))
                .isEqualTo(new Crop(50, 30, 50, 50));
        assertThat(Crop.around(List.of(new CaseView("a", image, CLASSES, empty, empty))))
                .isEqualTo(new Crop(0, 0, 100, 80));
    }
}
