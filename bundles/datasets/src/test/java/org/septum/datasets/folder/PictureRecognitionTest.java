// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.data.Dataset;
import org.septum.api.data.Recognition;
import org.septum.api.data.SampleInfo;
import org.septum.datasets.Recognized;

class PictureRecognitionTest {

    private static final int SIDE = 8;

    private final ImageFolderFactory factory = new ImageFolderFactory();

    @TempDir
    Path root;

    private PictureFolder pictures;

    @BeforeEach
    void makeTheFolder() {
        pictures = new PictureFolder(root);
    }

    private void grey(String path, IntUnaryOperator value) {
        pictures.write(
                path,
                BufferedImage.TYPE_BYTE_GRAY,
                SIDE,
                SIDE,
                IntStream.range(0, SIDE * SIDE).map(value).toArray());
    }

    /** Has more numbers than masks have labels. */
    private void image(String path) {
        grey(path, at -> 3 * at);
    }

    private void mask(String path, int level) {
        grey(path, at -> at % SIDE < 3 ? level : 0);
    }

    private void pair(String image, String mask) {
        image(image);
        mask(mask, 1);
    }

    private Recognized recognized() {
        return Recognized.of(factory, root);
    }

    /** In the first two columns, # stands for 01, 02 and 03. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            images/#.png          | masks/#.png           | images/{id}.png          | masks/{id}.png
            img/#.png             | label/#.png           | img/{id}.png             | label/{id}.png
            Images/a#.PNG         | Ground Truth/a#.png   | Images/{id}.PNG          | Ground Truth/{id}.png
            imagesTr/x_#.tif      | labelsTr/x_#.png      | imagesTr/{id}.tif        | labelsTr/{id}.png
            images/#.png          | masks/seg#.png        | images/{id}.png          | masks/seg{id}.png
            images/#.png          | masks/#_mask.png      | images/{id}.png          | masks/{id}_mask.png
            #.png                 | #_mask.png            | {id}.png                 | {id}_mask.png
            #.png                 | #-seg.png             | {id}.png                 | {id}-seg.png
            #.jpg                 | #_gt.png              | {id}.jpg                 | {id}_gt.png
            #_image.png           | #_gt.tif              | {id}_image.png           | {id}_gt.tif
            my cells #.png        | my cells # mask.png   | {id}.png                 | {id} mask.png
            p#/image.png          | p#/mask.png           | {id}/image.png           | {id}/mask.png
            all/images/#.png      | all/masks/#.png       | all/images/{id}.png      | all/masks/{id}.png
            #.png                 | #-lesion.png          | {id}.png                 | {id}-lesion.png
            """)
    void findsOutHowFilesAreCalled(String image, String mask, String images, String masks) {
        assertFound(image, mask, images, masks);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            画像/心臓 #.png        | マスク/心臓 #.png      | 画像/{id}.png             | マスク/{id}.png
            Снимки/а#.png         | Разметка/а#.png       | Снимки/{id}.png          | Разметка/{id}.png
            """)
    void findsOutHowFilesAreCalledInOtherScripts(String image, String mask, String images, String masks) {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "file names are not UTF-8 here");
        assertFound(image, mask, images, masks);
    }

    private void assertFound(String image, String mask, String images, String masks) {
        for (String id : List.of("01", "02", "03")) {
            pair(image.replace("#", id), mask.replace("#", id));
        }
        Recognized found = recognized();
        assertThat(found.options()).containsEntry("images", images).containsEntry("masks", masks);
        assertThat(found.recognition().description()).isEqualTo("3 pictures, each with its mask");
        assertThat(found.recognition().declared()).isFalse();
        assertThat(found.recognition().sizes()).containsExactly(new Recognition.Size(SIDE, SIDE, Optional.empty(), 3));
        Dataset dataset = found.dataset();
        assertThat(dataset.samples()).hasSize(3);
        assertThat(dataset.labels()).containsExactly("background", "label_1");
        assertThat(dataset.load(dataset.samples().get(2)).labels().values()).startsWith(1, 1, 1, 0);
    }

    @Test
    void tellsFoldersOfPatientsApart() {
        for (String patient : List.of("anna", "berta", "carla")) {
            for (String id : List.of("1", "2", "10")) {
                pair(patient + "/images/" + id + ".png", patient + "/masks/" + id + ".png");
            }
        }
        Recognized found = recognized();
        assertThat(found.options())
                .containsEntry("images", "{folder}/images/{id}.png")
                .containsEntry("masks", "{folder}/masks/{id}.png");
        assertThat(found.groups()).containsExactly("anna", "berta", "carla");
        assertThat(found.dataset().samples())
                .extracting(SampleInfo::volume, SampleInfo::slice)
                .startsWith(tuple("anna", 0), tuple("anna", 1));
        assertThat(found.setting("group").doubt()).contains("if they are single pictures, add volume");
    }

    /** Pictures of several sizes cannot be the slices of a volume. */
    @Test
    void picturesOfAPatientWithSizesOfTheirOwnAreCasesOfTheirOwn() {
        for (String patient : List.of("anna", "berta")) {
            pair("images/" + patient + "/1.png", "masks/" + patient + "/1.png");
            pictures.write("images/" + patient + "/2.png", BufferedImage.TYPE_BYTE_GRAY, 1, 2, 3, 4);
            pictures.write("masks/" + patient + "/2.png", BufferedImage.TYPE_BYTE_GRAY, 1, 2, 0, 1);
        }
        Recognized found = recognized();
        assertThat(found.groups()).containsExactly("anna", "berta");
        assertThat(found.options()).containsEntry("volume", "(.*)");
        assertThat(found.recognition().sizes())
                .containsExactlyInAnyOrder(
                        new Recognition.Size(SIDE, SIDE, Optional.empty(), 2),
                        new Recognition.Size(1, 2, Optional.empty(), 2));
    }

    @Test
    void takesFilesSideBySideForChannels() {
        for (String id : List.of("a", "b")) {
            for (String channel : List.of("_t1", "_t2", "_t10")) {
                image("images/" + id + channel + ".png");
            }
            mask("masks/" + id + ".png", 1);
        }
        Recognized found = recognized();
        assertThat(found.options().get("images"))
                .isEqualTo(List.of("images/{id}_t1.png", "images/{id}_t2.png", "images/{id}_t10.png"));
        assertThat(found.setting("images").doubt()).contains("taken for its channels, in this order");
        assertThat(found.dataset().channels()).isEqualTo(3);
    }

    @Test
    void coloursAreThreeChannels() {
        for (String id : List.of("a", "b")) {
            pictures.write("images/" + id + ".png", BufferedImage.TYPE_INT_RGB, 1, 2, 9, 8, 7, 1, 2, 3);
            pictures.write("masks/" + id + ".png", BufferedImage.TYPE_BYTE_GRAY, 1, 2, 0, 1);
        }
        assertThat(recognized().options()).containsEntry("channels", 3);
        assertThat(recognized()
                        .dataset()
                        .load(recognized().dataset().samples().get(0))
                        .image()
                        .channels())
                .isEqualTo(3);
    }

    @Test
    void whiteIsALabel() {
        for (String id : List.of("a", "b")) {
            image("images/" + id + ".png");
            mask("masks/" + id + ".png", 255);
        }
        Recognition.Setting levels = recognized().setting("levels");
        assertThat(levels.value()).isEqualTo(Map.of("background", 0, "label_1", 255));
        assertThat(levels.reason())
                .isEqualTo(
                        "All 2 masks hold 0 (background: 62.5 % of pixels, in 2 of 2), 255 (label_1: 37.5 % of pixels, in 2"
                                + " of 2).");
        assertThat(levels.doubt()).startsWith("the data do not say what label_1 is: rename it here");
    }

    @Test
    void leavesWhatItDoesNotKnowToOthers() throws Exception {
        Files.writeString(root.resolve("notes.txt"), "nothing");
        assertThat(factory.recognize(Recognized.folder(root))).isEmpty();
    }

    @Test
    void refusesImagesWithoutMasks() {
        image("scans/01.png");
        image("scans/02.png");
        Recognized.refused(factory, root)
                .hasMessageContainingAll(
                        "there are 2 pictures (scans/01.png, scans/02.png) and no mask that belongs to one",
                        "septum init ",
                        "--images 'images/{id}.png' --masks 'masks/{id}.png'");
    }

    @Test
    void refusesTwoConventionsAndSaysHowToChoose() {
        for (String id : List.of("01", "02", "03")) {
            pair("images/" + id + ".png", "masks/" + id + ".png");
            mask("labels/" + id + ".png", 2);
        }
        Recognized.refused(factory, root)
                .hasMessageContainingAll(
                        "images and masks can be paired in 2 ways:",
                        "'images/{id}.png' with 'masks/{id}.png' (3 pairs)",
                        "'images/{id}.png' with 'labels/{id}.png' (3 pairs)",
                        "--images 'images/{id}.png' --masks 'labels/{id}.png'");
        Recognition chosen = factory.recognize(new Recognition.Folder(
                        root,
                        Recognized.folder(root).files(),
                        List.of("images/{id}.png"),
                        Optional.of("labels/{id}.png")))
                .orElseThrow();
        assertThat(new Recognized(factory, chosen).options())
                .containsEntry("masks", "labels/{id}.png")
                .containsEntry("levels", Map.of("background", 0, "label_2", 2));
    }

    /** As JPEG leaves them, in a file without loss: 0 and 255, and a little of much between. */
    @Test
    void refusesMasksWithGreyFringes() {
        for (String id : List.of("01", "02")) {
            image("images/" + id + ".png");
            pictures.write(
                    "masks/" + id + ".png",
                    BufferedImage.TYPE_BYTE_GRAY,
                    20,
                    20,
                    IntStream.range(0, 400)
                            .map(at -> at < 12 ? 20 * at : at < 200 ? 255 : 0)
                            .toArray());
            pictures.write(
                    "images/" + id + ".png",
                    BufferedImage.TYPE_BYTE_GRAY,
                    20,
                    20,
                    IntStream.range(0, 400).map(at -> at % 200).toArray());
        }
        Recognized.refused(factory, root)
                .hasMessageContainingAll("have soft edges: ", "make the masks anew", "cut them at a threshold");
    }

    @Test
    void refusesMasksStoredWithALoss() {
        for (String id : List.of("01", "02")) {
            image("images/" + id + ".png");
            mask("masks/" + id + ".jpg", 255);
        }
        Recognized.refused(factory, root)
                .hasMessageContainingAll("2 of 2 pairs cannot be used:", "mask 'masks/01.jpg' is a JPEG file");
    }

    @Test
    void refusesMasksWithoutStructure() {
        image("images/01.png");
        grey("masks/01.png", at -> 0);
        Recognized.refused(factory, root).hasMessageContainingAll("hold nothing but 0: there is no structure to learn");
    }

    @Test
    void refusesColouredMasks() {
        image("images/01.png");
        BufferedImage coloured = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        coloured.setRGB(0, 0, 0xff0000);
        pictures.write("masks/01.png", coloured);
        Recognized.refused(factory, root)
                .hasMessageContainingAll("mask 'masks/01.png' is coloured: #000000 (63 pixels), #ff0000 (1 pixels)");
    }
}
