// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Image;
import org.septum.services.data.ContactSheet;
import org.septum.services.data.Picture;

class PainterTest {

    private static final int TINTED = 0x55;

    private final Painter painter = new Painter();

    @Test
    void paintsAnEnlargedSliceWithItsClassesOverIt() throws IOException {
        Image image = new Image(1, 2, 4, new float[] {-1, 0, 1, 1, -1, -1, 1, 1});

        BufferedImage picture =
                decoded(painter.picture(new Picture("slice", image, new int[] {0, 1, 1, 2, 0, 0, 0, 0})));

        assertThat(picture.getWidth()).isEqualTo(400);
        assertThat(picture.getHeight()).isEqualTo(200);
        assertThat(picture.getRGB(50, 50)).isEqualTo(0xFF000000);
        assertThat(picture.getRGB(250, 150)).isEqualTo(0xFFFFFFFF);
        assertThat(picture.getRGB(101, 50)).isEqualTo(0xFF000000 | Palette.onImages(0));
        assertTinted(picture.getRGB(399, 50), Palette.onImages(1), 255);
        assertTinted(picture.getRGB(150, 50), Palette.onImages(0), 128);
    }

    @Test
    void paintsColourImagesInColour() throws IOException {
        Image image = new Image(3, 1, 2, new float[] {0, 1, 0, 1, 0, 0});

        BufferedImage picture = decoded(painter.picture(new Picture("slice", image, new int[2])));

        assertThat(picture.getRGB(300, 50)).isEqualTo(0xFFFFFF00);
    }

    @Test
    void laysPicturesOutInRowsOnOneScaleOfBrightness() throws IOException {
        Image dark = new Image(1, 4, 4, new float[] {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1});
        float[] doubled = dark.values().clone();
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] /= 2;
        }
        List<Picture> pictures = List.of(
                new Picture("plain", dark, new int[16]),
                new Picture("halved", new Image(1, 4, 4, doubled), new int[16]),
                new Picture("large", new Image(1, 1024, 512, new float[1024 * 512]), new int[1024 * 512]));
        ContactSheet sheet =
                new ContactSheet("sheet", List.of("background", "lv"), List.of(new ContactSheet.Row("a", pictures)));

        BufferedImage picture = decoded(painter.contactSheet(sheet));

        // Two of 192 pixels and one that was made smaller from 512 to 128; gaps of 8 and margins of 24.
        assertThat(picture.getWidth()).isEqualTo(192 + 192 + 128 + 2 * 8 + 2 * 24);
        assertThat(picture.getRGB(24 + 60, 200)).isEqualTo(0xFFFFFFFF);
        assertThat(picture.getRGB(24 + 200 + 60, 200)).isEqualTo(0xFF808080);
        assertThat(painter.contactSheet(sheet)).isEqualTo(painter.contactSheet(sheet));
    }

    /** A colour over a grey level; blending may round either way. */
    private static void assertTinted(int found, int colour, int grey) {
        for (int shift = 0; shift <= 16; shift += 8) {
            double level = ((colour >> shift & 255) * TINTED + grey * (255 - TINTED)) / 255.0;
            assertThat((double) (found >> shift & 255)).isCloseTo(level, within(1.0));
        }
    }

    private static BufferedImage decoded(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
