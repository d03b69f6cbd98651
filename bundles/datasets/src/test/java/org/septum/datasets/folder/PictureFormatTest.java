// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.data.Volume;
import org.septum.api.data.VolumeFormat;

class PictureFormatTest {

    @TempDir
    Path root;

    private final VolumeFormat format = new PictureFormatFactory().create(Arguments.of(Options.none(), Map.of()));

    private Volume volume() {
        new PictureFolder(root).write("a.png", BufferedImage.TYPE_BYTE_GRAY, 2, 3, 0, 51, 102, 153, 204, 255);
        return format.read(root.resolve("a.png"), 1);
    }

    @Test
    void knowsItsFilesByName() {
        assertThat(List.of("a.png", "a.JPG", "a.jpeg", "a.tif", "a.Tiff"))
                .allMatch(name -> format.accepts(Path.of(name)))
                .allMatch(name -> format.stem(Path.of(name)).equals("a"));
        assertThat(format.accepts(Path.of("a.gif"))).isFalse();
        assertThat(format.ending()).isEqualTo(".png");
    }

    @Test
    void readsAPictureAsAVolumeOfOneSlice() {
        Volume volume = volume();
        assertThat(volume.slices()).hasSize(1);
        assertThat(volume.slices().get(0).height()).isEqualTo(2);
        assertThat(volume.slices().get(0).values()).containsExactly(0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f);
        assertThat(volume.spacing()).isEmpty();
        assertThatThrownBy(() -> format.read(root.resolve("a.png"), 4))
                .isInstanceOf(UserError.class)
                .hasMessage("the model takes 4 channels, and a picture ('" + root.resolve("a.png") + "') gives 1 or 3");
    }

    @Test
    void spreadsClassesOverGreyLevelsAndProbabilitiesOver16Bits() throws IOException {
        Volume volume = volume();
        format.writeLabels(volume, List.of(new int[] {0, 1, 2, 3, 3, 0}), format.levels(4), root.resolve("mask.png"));
        Raster mask = ImageIO.read(root.resolve("mask.png").toFile()).getRaster();
        assertThat(mask.getSampleModel().getSampleSize(0)).isEqualTo(8);
        assertThat(mask.getSamples(0, 0, 3, 2, 0, (int[]) null)).containsExactly(0, 85, 170, 255, 255, 0);
        format.writeProbabilities(volume, List.of(new float[] {0, 1, 0.5f, 0.2f, 0, 0}), root.resolve("p.png"));
        Raster probability = ImageIO.read(root.resolve("p.png").toFile()).getRaster();
        assertThat(probability.getSampleModel().getSampleSize(0)).isEqualTo(16);
        assertThat(probability.getSamples(0, 0, 3, 2, 0, (int[]) null)).containsExactly(0, 65535, 32768, 13107, 0, 0);
    }

    /** A mask has the grey levels of the data's own masks. */
    @Test
    void storesTheLevelsOfTheData() throws IOException {
        Volume volume = volume();
        format.writeLabels(volume, List.of(new int[] {0, 1, 2, 2, 1, 0}), List.of(0, 255, 128), root.resolve("m.png"));
        Raster mask = ImageIO.read(root.resolve("m.png").toFile()).getRaster();
        assertThat(mask.getSamples(0, 0, 3, 2, 0, (int[]) null)).containsExactly(0, 255, 128, 128, 255, 0);
        format.writeLabels(volume, List.of(new int[] {0, 1, 1, 1, 1, 0}), List.of(7, 4096), root.resolve("m.png"));
        mask = ImageIO.read(root.resolve("m.png").toFile()).getRaster();
        assertThat(mask.getSamples(0, 0, 3, 2, 0, (int[]) null)).containsExactly(7, 4096, 4096, 4096, 4096, 7);
    }

    /** PNG alone keeps what is written. */
    @Test
    void writesPngAlone() {
        assertThat(format.writes(Path.of("m.PNG"))).isTrue();
        assertThat(List.of("m.jpg", "m.tif", "m.nii.gz")).noneMatch(name -> format.writes(Path.of(name)));
        assertThat(format.advice(Path.of("m.bmp"))).isPresent();
    }

    @Test
    void leavesNothingBehindWhereItCannotWrite() {
        Volume volume = volume();
        assertThatThrownBy(() -> format.levels(300))
                .isInstanceOf(UserError.class)
                .hasMessage("a mask of 300 classes cannot be written as PNG; allowed are 256");
        assertThatThrownBy(() -> format.writeLabels(volume, List.of(new int[6]), List.of(0, -1), root.resolve("m.png")))
                .isInstanceOf(UserError.class)
                .hasMessage("a mask of the levels [0, -1] cannot be written to '" + root.resolve("m.png")
                        + "'; allowed are 0 to 65535");
        assertThatThrownBy(() ->
                        format.writeLabels(volume, List.of(new int[6]), List.of(0, 1), root.resolve("none/m.png")))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(root).isDirectoryNotContaining("glob:**m.png*");
    }
}
