// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code septum predict} writes, where, and what it says of the images, through the real start script. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PredictIT {

    private static final int SIZE = 16;

    /** Masks store 200 for the ventricle, which is neither the label's number nor white. */
    private static final String EXPERIMENT = """
            septum: 1
            name: small
            data:
              dataset: {type: image-folder, root: pictures, images: "images/{id}.png", masks: "masks/{id}.png",
                levels: {background: 0, lv: 200}, spacing: [1.25, 1.25]}
              split: {type: by-group, validation: 0, test: 0.25}
              size: [16, 16]
              batch-size: 4
              grid: crop-or-pad
            model: {type: unet, depth: 1, base-channels: 4}
            heads: {lv: {type: binary, positive: [lv], loss: bce, metrics: [dice]}}
            optimizer: {type: adam, learning-rate: 0.02}
            training: {epochs: 15}
            checkpoint: [last]
            report: [csv]
            runtime: {threads: 1}
            """;

    @TempDir
    private static Path trained;

    private static String run;

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeAll
    static void train() throws Exception {
        for (int patient = 0; patient < 16; patient++) {
            int first = 3 + patient % 4;
            Pictures.write(
                    trained.resolve("pictures/images/p" + patient + ".png"),
                    SIZE,
                    (row, column) -> inside(first, row, column) ? 220 : 20);
            Pictures.write(
                    trained.resolve("pictures/masks/p" + patient + ".png"),
                    SIZE,
                    (row, column) -> inside(first, row, column) ? 200 : 0);
        }
        Files.writeString(trained.resolve("e.yaml"), EXPERIMENT);
        StartScript.Result result = new StartScript(Path.of("septum").toAbsolutePath(), trained).run("run", "e.yaml");
        assertThat(result.code()).as(result.err()).isZero();
        run = Pictures.only(trained.resolve("runs/small/base")).toString();
    }

    private static boolean inside(int first, int row, int column) {
        return row >= first && row < first + 7 && column >= first && column < first + 7;
    }

    @BeforeEach
    void findTheScript() {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
    }

    private void image(String name) throws IOException {
        Pictures.write(directory.resolve(name), SIZE, (row, column) -> inside(4, row, column) ? 220 : 20);
    }

    private StartScript.Result predict(String... arguments) throws Exception {
        return septum.run(Stream.concat(Stream.of("predict", run), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    private Set<String> files(String folder) throws IOException {
        try (Stream<Path> found = Files.list(directory.resolve(folder))) {
            return found.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Set<Integer> levels(String mask) throws IOException {
        Raster raster = ImageIO.read(directory.resolve(mask).toFile()).getRaster();
        int[] values = raster.getSamples(0, 0, SIZE, SIZE, 0, (int[]) null);
        return Arrays.stream(values).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void noImageIsReplaced() throws Exception {
        image("in/x.png");
        image("in/x.jpg");
        image("in/y.png");
        byte[] before = Files.readAllBytes(directory.resolve("in/y.png"));

        StartScript.Result result = predict("in", "-o", "in");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("septum: nothing was written, since the mask of y.png would replace the image ");
        assertThat(files("in")).containsExactly("x.jpg", "x.png", "y.png");
        assertThat(directory.resolve("in/y.png")).hasBinaryContent(before);
    }

    @Test
    void imagesOfOneNameHaveMasksOfTheirOwnInTheLevelsOfTheData() throws Exception {
        for (String name : List.of("x.png", "x.jpg", "x.tif", "y.png")) {
            image("in/" + name);
        }

        StartScript.Result result = predict("in", "-o", "out");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(files("out")).containsExactly("x.jpg.png", "x.png.png", "x.tif.png", "y.png");
        assertThat(result.out()).isEqualTo("out/x.jpg.png\nout/x.png.png\nout/x.tif.png\nout/y.png\n");
        assertThat(result.err()).contains("images of one name keep the ending in their results' names");
        for (String mask : files("out")) {
            assertThat(levels("out/" + mask)).as(mask).containsExactly(0, 200);
        }
    }

    @Test
    void aMaskIsNotCalledWhatItIsNot() throws Exception {
        image("x.png");
        for (String name : List.of("m.jpg", "m.nii.gz")) {
            StartScript.Result result = predict("x.png", "-o", name);
            assertThat(result.code()).as(name).isEqualTo(2);
            assertThat(result.err())
                    .isEqualTo(
                            "septum: " + name + ": the mask of 'x.png' is a .png file; allowed are the name of such a"
                                    + " file, for example m.png, and the name of a folder\n");
            assertThat(directory.resolve(name)).doesNotExist();
        }
    }

    @Test
    void badFilesDoNotStopTheGoodOnes() throws Exception {
        image("in/a.png");
        Files.writeString(directory.resolve("in/b.png"), "no picture");
        Files.writeString(directory.resolve("in/c.nii"), "");
        image("in/d.png");

        StartScript.Result result = predict("in", "-o", "out");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out()).isEqualTo("out/a.png\nout/d.png\n");
        assertThat(files("out")).containsExactly("a.png", "d.png");
        assertThat(result.err())
                .contains(
                        "septum: 2 files could not be segmented; the others are done\n  - image 'in/b.png' is not a PNG,"
                                + " JPEG or TIFF file")
                .contains("\n  - volume 'in/c.nii' is empty (0 bytes)");
    }

    /** Once, however many volumes there are. */
    @Test
    void volumesOfAnotherSpacingThanTheTrainingsAreAWarning() throws Exception {
        Files.createDirectory(directory.resolve("in"));
        volume("in/a.nii", 0.3125f);
        volume("in/b.nii", 1.25f);
        volume("in/c.nii", 0.3125f);

        StartScript.Result result = predict("in", "-o", "out");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(files("out")).containsExactly("a.nii.gz", "b.nii.gz", "c.nii.gz");
        assertThat(result.err()).isEqualTo("""
                septum: 3 images of the folder 'in' taken
                septum: warning: 2 of 3 volumes: spacing 0.3125 x 0.3125 mm (a.nii), 0.3125 x 0.3125 mm (c.nii); the model \
                was trained on 1.25 x 1.25 mm (row x column) and its grid (crop-or-pad) does not resample, so that things \
                look up to 4 times as large or small as those it has seen, more than 1.5 times: resample the images, or \
                train with data.grid resample
                """);
    }

    private void volume(String name, float spacing) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(352 + SIZE * SIZE).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, 348);
        short[] dimensions = {3, SIZE, SIZE, 1, 1, 1, 1, 1};
        float[] sizes = {1, spacing, spacing, 8};
        for (int i = 0; i < dimensions.length; i++) {
            bytes.putShort(40 + 2 * i, dimensions[i]);
        }
        for (int i = 0; i < sizes.length; i++) {
            bytes.putFloat(76 + 4 * i, sizes[i]);
        }
        bytes.putShort(70, (short) 2).putShort(72, (short) 8).putFloat(108, 352).put(123, (byte) 2);
        bytes.position(344).put(new byte[] {'n', '+', '1', 0});
        Files.write(directory.resolve(name), bytes.array());
    }

    /** A second square, smaller than the first, is found too; of both the larger stays where the experiment says so. */
    @Test
    void postProcessesAsTheRunHasLearnt() throws Exception {
        Files.writeString(trained.resolve("largest.yaml"), """
                septum: 1
                extends: [e.yaml]
                name: largest
                evaluation:
                  post-processing: [{type: largest-component, of: foreground}]
                  keep-post-processing: always
                report: [console, html]
                """);
        StartScript.Result result =
                new StartScript(Path.of("septum").toAbsolutePath(), trained).run("run", "largest.yaml");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("post-processing: largest component of the foreground", "without it:");
        String largest = Pictures.only(trained.resolve("runs/largest/base")).toString();
        Pictures.write(
                directory.resolve("two.png"),
                SIZE,
                (row, column) -> inside(1, row, column) || row > 10 && column > 10 ? 220 : 20);

        assertThat(predict("two.png", "-o", "both").code()).isZero();
        StartScript.Result predicted = septum.run("predict", largest, "two.png", "-o", "one");

        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(predicted.out() + predicted.err())
                .contains("post-processed by what the run has learnt: largest component of the foreground");
        assertThat(found("both/two.png", 13)).isTrue();
        assertThat(found("one/two.png", 13)).isFalse();
        assertThat(found("one/two.png", 4)).isTrue();
    }

    /** Whether the pixel at a place of the diagonal is marked. */
    private boolean found(String mask, int at) throws IOException {
        return ImageIO.read(directory.resolve(mask).toFile()).getRaster().getSample(at, at, 0) != 0;
    }
}
