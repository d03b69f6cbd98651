// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.WiringError;
import org.septum.api.data.Image;
import org.septum.reporting.picture.Painter;

class OverlaysTest {

    @TempDir
    Path folder;

    @Test
    void writesEachSliceInItsOwnGeometry() throws Exception {
        Overlays overlays = new Overlays(Optional.of(new Painter()));
        Image wide = new Image(1, 30, 50, new float[1500]);
        int[] corner = new int[1500];
        corner[0] = 1;

        List<Path> written = overlays.write(
                List.of(wide, wide), List.of(corner, new int[1500]), folder.resolve("heart.nii.gz"), "heart");

        assertThat(written)
                .containsExactly(folder.resolve("heart-overlay-00.png"), folder.resolve("heart-overlay-01.png"));
        BufferedImage first = ImageIO.read(written.get(0).toFile());
        BufferedImage second = ImageIO.read(written.get(1).toFile());
        assertThat(first.getWidth()).isEqualTo(400);
        assertThat(first.getHeight()).isEqualTo(240);
        assertThat(first.getRGB(4, 4)).isNotEqualTo(second.getRGB(4, 4));
        assertThat(first.getRGB(8, 8)).isEqualTo(second.getRGB(8, 8));
        assertThat(overlays.write(List.of(wide), List.of(corner), folder.resolve("one.png"), "one"))
                .containsExactly(folder.resolve("one-overlay.png"));
    }

    @Test
    void saysThatNobodyPaints() {
        assertThatThrownBy(new Overlays(Optional.empty())::painter)
                .isInstanceOf(WiringError.class)
                .hasMessageContaining("org.septum.reporting");
    }
}
