// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.data.Dataset;

/** What is said of pictures whose range is not that of their files. */
class PictureDepthsTest {

    @TempDir
    private Path root;

    private PictureFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new PictureFolder(root);
    }

    private void deep(String id, int greatest) {
        folder.pair(id);
        folder.write("images/" + id + ".png", BufferedImage.TYPE_USHORT_GRAY, 2, 3, 0, 7, 100, 200, 300, greatest);
    }

    /** What is said once every sample was loaded, in any order and as often as one likes. */
    private List<String> said() {
        Dataset dataset = folder.dataset(Map.of());
        for (int time = 0; time < 2; time++) {
            dataset.samples().forEach(dataset::load);
        }
        List<String> notes = dataset.notes();
        return notes.subList(1, notes.size());
    }

    @Test
    void namesBothDepthsWhereThereAreTwo() {
        List.of("a", "b").forEach(folder::pair);
        deep("c", 65535);
        assertThat(said())
                .containsExactly("2 images of 8 bits (images/a.png, images/b.png) and 1 image of 16 bits"
                        + " (images/c.png), each scaled by the range of its own depth: if one number means the same"
                        + " brightness in all, save them with one depth");
    }

    @Test
    void namesTheBitsThatAreUsed() {
        deep("a", 4095);
        deep("b", 1000);
        assertThat(said())
                .containsExactly("all 2 images of 16 bits (images/a.png, images/b.png) hold numbers of 12 bits, at most"
                        + " 4095: intensities are at most 0.062; spread them over the whole range, or scale them with"
                        + " data.intensity, for example z-score");
        deep("b", 8191);
        assertThat(said()).singleElement().asString().contains("numbers of 13 bits, at most 8191", "0.125");
        deep("b", 8192);
        assertThat(said()).isEmpty();
    }

    @Test
    void saysNothingOfPicturesOfOneDepth() {
        folder.pair("a");
        folder.pair("b");
        folder.write("images/b.png", BufferedImage.TYPE_BYTE_BINARY, 2, 3, 0, 1, 0, 1, 0, 1);
        assertThat(said()).isEmpty();
    }
}
