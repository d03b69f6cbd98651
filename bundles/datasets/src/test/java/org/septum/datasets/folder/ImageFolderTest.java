// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.data.Dataset;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

class ImageFolderTest {

    @TempDir
    Path root;

    private PictureFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new PictureFolder(root);
    }

    @Test
    void readsIntensitiesAndLabels() {
        folder.pair("a");
        Sample sample = folder.only(Map.of());
        assertThat(sample.image().height()).isEqualTo(2);
        assertThat(sample.image().width()).isEqualTo(3);
        assertThat(sample.image().values()).containsExactly(0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f);
        assertThat(sample.labels().values()).containsExactly(0, 0, 1, 1, 0, 1);
        assertThat(folder.dataset(Map.of()).labels()).containsExactly("background", "lv");
    }

    @Test
    void findsGroupsVolumesAndSlicesInTheId() {
        for (String id : List.of("SC-1-IM-0001-0100", "SC-1-IM-0001-0020", "SC-2-IM-0001-0007")) {
            folder.pair(id);
        }
        Dataset dataset = folder.dataset(Map.of("group", "^(.*?)-IM-", "spacing", List.of(1.5, 1.25, 8)));
        assertThat(dataset.samples())
                .extracting(SampleInfo::id)
                .containsExactly("SC-1-IM-0001-0020", "SC-1-IM-0001-0100", "SC-2-IM-0001-0007");
        assertThat(dataset.samples()).extracting(SampleInfo::group).containsExactly("SC-1", "SC-1", "SC-2");
        assertThat(dataset.samples()).extracting(SampleInfo::volume).containsExactly("SC-1", "SC-1", "SC-2");
        assertThat(dataset.samples()).extracting(SampleInfo::slice).containsExactly(0, 1, 0);
        assertThat(dataset.samples().get(0).spacing()).isEqualTo(Optional.of(new Spacing(1.5, 1.25, 8)));
        assertThat(dataset.samples().get(0).source()).isEqualTo("images/SC-1-IM-0001-0020.png");
        assertThat(folder.dataset(Map.of()).samples())
                .allSatisfy(info -> assertThat(info.group()).isEqualTo(info.id()));
    }

    @Test
    void slicesAreOrderedByNumberAndNotByName() {
        folder.pair("p-9");
        folder.pair("p-10");
        assertThat(folder.dataset(Map.of("group", "^(p)")).samples())
                .extracting(SampleInfo::id, SampleInfo::slice)
                .containsExactly(Tuple.tuple("p-9", 0), Tuple.tuple("p-10", 1));
    }

    @Test
    void anIdMaySpanFoldersAndMasksMayLieBesideImages() {
        folder.write("p1/s1.png", BufferedImage.TYPE_BYTE_GRAY, 1, 1, 10);
        folder.write("p1/s1_mask.png", BufferedImage.TYPE_BYTE_GRAY, 1, 1, 255);
        Sample sample = folder.only(Map.of("images", "{id}.png", "masks", "{id}_mask.png", "group", "^(.*)/"));
        assertThat(sample.info().id()).isEqualTo("p1/s1");
        assertThat(sample.info().group()).isEqualTo("p1");
        assertThat(sample.labels().values()).containsExactly(1);
    }

    @Test
    void scalesSixteenBitsByTheirRange() {
        folder.write("images/a.png", BufferedImage.TYPE_USHORT_GRAY, 1, 2, 65535, 13107);
        folder.write("masks/sega.png", BufferedImage.TYPE_USHORT_GRAY, 1, 2, 0, 128);
        Sample sample = folder.only(Map.of());
        assertThat(sample.image().values()).containsExactly(1f, 0.2f);
        assertThat(sample.labels().values()).containsExactly(0, 1);
    }

    @Test
    void readsTiffAndJpegImages() {
        int[] grey = new int[64];
        Arrays.fill(grey, 102);
        folder.write("t.tif", BufferedImage.TYPE_USHORT_GRAY, 1, 2, 65535, 13107);
        folder.write("j.jpg", BufferedImage.TYPE_BYTE_GRAY, 8, 8, grey);
        folder.write("t_m.tif", BufferedImage.TYPE_BYTE_GRAY, 1, 2, 255, 0);
        folder.write("j_m.png", BufferedImage.TYPE_BYTE_GRAY, 8, 8, new int[64]);
        assertThat(folder.only(Map.of("images", "{id}.tif", "masks", "{id}_m.tif"))
                        .image()
                        .values())
                .containsExactly(1f, 0.2f);
        float[] expected = new float[64];
        Arrays.fill(expected, 0.4f);
        assertThat(folder.only(Map.of("images", "{id}.jpg", "masks", "{id}_m.png"))
                        .image()
                        .values())
                .containsExactly(expected, within(0.005f));
    }

    @Test
    void convertsBetweenGreyAndColour() {
        folder.write("images/a.png", BufferedImage.TYPE_3BYTE_BGR, 1, 2, 255, 0, 0, 51, 51, 51);
        folder.write("masks/sega.png", BufferedImage.TYPE_BYTE_GRAY, 1, 2, 0, 0);
        assertThat(folder.only(Map.of()).image().values()).containsExactly(0.299f, 0.2f);
        assertThat(folder.only(Map.of("channels", 3)).image().values()).containsExactly(1f, 0.2f, 0f, 0.2f, 0f, 0.2f);
        folder.write("images/a.png", BufferedImage.TYPE_BYTE_GRAY, 1, 2, 0, 255);
        assertThat(folder.only(Map.of("channels", 3)).image().values()).containsExactly(0f, 1f, 0f, 1f, 0f, 1f);
    }

    @Test
    void looksUpThePaletteOfAnImageAndIgnoresTransparency() {
        byte[] red = {0, 51};
        byte[] green = {0, 102};
        byte[] blue = {0, (byte) 255};
        IndexColorModel palette = new IndexColorModel(8, 2, red, green, blue);
        BufferedImage indexed = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        indexed.getRaster().setPixels(0, 0, 2, 1, new int[] {1, 0});
        folder.write("images/a.png", indexed);
        folder.write("masks/sega.png", BufferedImage.TYPE_4BYTE_ABGR, 1, 2, 255, 255, 255, 7, 0, 0, 0, 255);
        Sample sample = folder.only(Map.of("channels", 3));
        assertThat(sample.image().values()).containsExactly(0.2f, 0f, 0.4f, 0f, 1f, 0f);
        assertThat(sample.labels().values()).containsExactly(1, 0);
    }

    @Test
    void theLevelOfAPaletteMaskIsItsIndex() {
        folder.pair("a");
        byte[] odd = {7, 9, 11};
        BufferedImage mask = new BufferedImage(
                3, 2, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 3, odd, new byte[3], odd));
        mask.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 1, 2, 2, 1, 0});
        folder.write("masks/sega.png", mask);
        Map<String, Object> levels = new LinkedHashMap<>();
        List.of("background", "rv", "lv").forEach(name -> levels.put(name, levels.size()));
        assertThat(folder.only(Map.of("levels", levels)).labels().values()).containsExactly(0, 1, 2, 2, 1, 0);
    }
}
