// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of data that nobody has described to a trained model, with {@code init} and {@code run} alone. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class InitIT {

    private static final int SIZE = 32;

    private static final int CASES = 8;

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeEach
    void findTheScript() {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
    }

    private static boolean inside(int number, int row, int column) {
        int first = 8 + number % 4;
        return row >= first && row < first + 12 && column >= first && column < first + 12;
    }

    private static IntBinaryOperator image(int number) {
        return (row, column) -> (inside(number, row, column) ? 150 : 40) + (row + column + number) % 5;
    }

    private static IntBinaryOperator mask(int number, int level) {
        return (row, column) -> inside(number, row, column) ? level : 0;
    }

    private void pictures(String folder) throws IOException {
        for (int i = 0; i < CASES; i++) {
            Pictures.write(directory.resolve(folder + "/images/0" + i + ".png"), SIZE, image(i));
            Pictures.write(directory.resolve(folder + "/masks/0" + i + ".png"), SIZE, mask(i, 255));
        }
    }

    private String init(String... more) throws Exception {
        String[] arguments = Stream.concat(Stream.of("init"), Stream.of(more)).toArray(String[]::new);
        StartScript.Result init = septum.run(arguments);
        assertThat(init.code()).as(init.err()).isZero();
        assertThat(init.out()).isEqualTo("experiment.yaml\n");
        return init.err();
    }

    /** One epoch of what was written as it stands, on one thread so that others may test beside. */
    private void trains() throws Exception {
        StartScript.Result run =
                septum.run("run", "experiment.yaml", "--set", "training.epochs=1", "--set", "runtime.threads=1");
        assertThat(run.code()).as(run.err()).isZero();
        Path runs = Pictures.only(directory.resolve("runs"));
        Path trained = Pictures.only(runs.resolve("base"));
        assertThat(trained.resolve("status.json")).content().contains("\"finished\"");
        assertThat(trained.resolve("cases.csv")).content().contains("test");
        assertThat(trained.resolve("report.html")).exists();
        assertThat(trained.resolve("checkpoints")).isDirectoryContaining("glob:**.safetensors");
    }

    private void experimentHas(String... lines) {
        assertThat(directory.resolve("experiment.yaml"))
                .content()
                .startsWith("# A first experiment, written by 'septum init")
                .contains(lines);
    }

    @Test
    void takesPicturesToAModel() throws Exception {
        pictures("cells");
        assertThat(init("cells"))
                .contains(
                        "septum: recognized as image-folder: 8 pictures, each with its mask\n",
                        "septum: CHECK: data.dataset.levels: the data do not say what label_1 is",
                        "septum: CHECK: data.split: nothing in the names tells patients apart",
                        " of 5 images of 32 x 32 pixels; 'septum run' says after its first steps how long is left",
                        "run experiment.yaml\n");
        experimentHas(
                "name: cells\n",
                "    images: \"images/{id}.png\"\n",
                "    masks: \"masks/{id}.png\"\n",
                "    levels: {background: 0, label_1: 255}\n",
                "  # All 8 images have 32 x 32 pixels (height x width).\n  size: [32, 32]\n",
                "    type: binary\n",
                "there are no distances in mm");
        trains();
    }

    @Test
    void takesVolumesToAModel() throws Exception {
        for (int i = 0; i < CASES; i++) {
            Volumes.write(directory.resolve("ct/volumes/case_" + i + ".nii"), SIZE, 2, image(i));
            Volumes.write(directory.resolve("ct/segmentations/case_" + i + ".nii"), SIZE, 2, mask(i, 2));
        }
        assertThat(init("ct")).contains("septum: recognized as nifti: 8 NIfTI volumes, each with its label file\n");
        experimentHas(
                "    images: \"volumes/{id}.nii\"\n",
                "    labels: \"segmentations/{id}.nii\"\n",
                "    levels: {background: 0, label_2: 2}\n",
                "Each volume is of another patient, by its name.",
                "All pixels are 1.5 x 1.5 mm large",
                "hausdorff-95");
        trains();
    }

    @Test
    void takesNnunetsLayoutOfTwoChannelsToAModel() throws Exception {
        for (int i = 0; i < CASES; i++) {
            Volumes.write(directory.resolve("raw/Dataset007_Made/imagesTr/c_" + i + "_0000.nii"), SIZE, 1, image(i));
            Volumes.write(
                    directory.resolve("raw/Dataset007_Made/imagesTr/c_" + i + "_0001.nii"), SIZE, 1, image(3 * i));
            Volumes.write(directory.resolve("raw/Dataset007_Made/labelsTr/c_" + i + ".nii"), SIZE, 1, mask(i, 1));
        }
        Files.writeString(directory.resolve("raw/Dataset007_Made/dataset.json"), """
                {"channel_names": {"0": "T1", "1": "T2"}, "labels": {"background": 0, "tumour": 1}, "numTraining": 8,
                 "file_ending": ".nii"}""");
        assertThat(init("raw"))
                .contains("septum: recognized as nnunet: nnU-Net's raw layout: 8 cases of 2 channels (T1, T2)\n")
                .doesNotContain("CHECK");
        experimentHas("  tumour:\n    type: binary\n", "[by-channel]", "/raw/Dataset007_Made");
        trains();
    }

    @Test
    void plansForThisMachine() throws Exception {
        pictures("cells");
        assertThat(init("cells", "--plan")).contains("septum: recognized as image-folder");
        experimentHas("septum init --plan'", "Sizes, network and training were planned for this machine.");
        StartScript.Result validate = septum.run("validate", "experiment.yaml");
        assertThat(validate.code()).as(validate.err()).isZero();
    }

    /** Exit code 2, what was found and what to do, and nothing is written. */
    private void refuses(List<String> arguments, String... parts) throws Exception {
        StartScript.Result init =
                septum.run(Stream.concat(Stream.of("init"), arguments.stream()).toArray(String[]::new));
        assertThat(init.err()).contains(parts).doesNotContain("\tat ");
        assertThat(init.code()).isEqualTo(2);
        assertThat(init.out()).isEmpty();
        assertThat(directory.resolve("experiment.yaml")).doesNotExist();
    }

    @Test
    void saysWhatIsNoFolderOfData() throws Exception {
        refuses(
                List.of("nowhere"),
                "there is no folder 'nowhere' (" + directory.toRealPath().resolve("nowhere"));
        Files.createDirectories(directory.resolve("empty/within"));
        refuses(List.of("empty"), "empty: the folder holds no files", "name a folder with images and their masks");
        Files.writeString(directory.resolve("empty/notes.txt"), "none");
        refuses(
                List.of("empty"),
                "nothing here is recognized as data to train on; it holds 1 .txt. Asked were:",
                "- acdc: ",
                "- nnunet: ",
                "- image-folder: ");
        refuses(List.of("empty/notes.txt"), "this is a file; name the folder that holds images and masks, for example");
        refuses(List.of("empty", "--type", "nnunett"), "there is no dataset of this type", "nnunet");
    }

    @Test
    void asksWhichTypeIsMeantWhereThereAreSeveral() throws Exception {
        pictures("both");
        for (int i = 0; i < CASES; i++) {
            Volumes.write(directory.resolve("both/volumes/case_" + i + ".nii"), SIZE, 2, image(i));
            Volumes.write(directory.resolve("both/segmentations/case_" + i + ".nii"), SIZE, 2, mask(i, 2));
        }
        refuses(
                List.of("both"),
                "both: it holds data of 2 types:",
                ": 8 pictures, each with its mask",
                ": 8 NIfTI volumes, each with its label file",
                "  septum init " + directory.toRealPath().resolve("both") + " --type image-folder\n",
                "  septum init " + directory.toRealPath().resolve("both") + " --type nifti\n");
        assertThat(init("both", "--type", "nifti")).contains("recognized as nifti: 8 NIfTI volumes");
    }

    /** Their files are NIfTI pairs as well, but that would lose the names of labels and channels. */
    @Test
    void declarationThatCannotBeReadIsNotPassedOver() throws Exception {
        Path raw = directory.resolve("raw/Dataset007_Made");
        for (int i = 0; i < CASES; i++) {
            Volumes.write(raw.resolve("imagesTr/c_" + i + "_0000.nii"), SIZE, 1, image(i));
            Volumes.write(raw.resolve("labelsTr/c_" + i + ".nii"), SIZE, 1, mask(i, 1));
        }
        Files.writeString(raw.resolve("dataset.json"), "{\"channel_names\": {\"0\": \"T1\",");
        refuses(
                List.of("raw"),
                "raw/Dataset007_Made/dataset.json: this is not nnU-Net's dataset.json: line 1 is no JSON",
                "  septum init " + directory.toRealPath().resolve("raw") + " --type nifti\n");
    }

    @Test
    void saysWhatPairsLack() throws Exception {
        pictures("cells");
        Files.delete(directory.resolve("cells/images/03.png"));
        refuses(
                List.of("cells"),
                "1 mask has no image (masks/03.png): there is no file 'images/03.png', as 7 other masks have it. Get the image");
        Files.delete(directory.resolve("cells/masks/03.png"));
        Files.delete(directory.resolve("cells/masks/05.png"));
        refuses(
                List.of("cells"),
                "1 picture is called as images are, 'images/{id}.png', and has no mask (images/05.png); 6 images have one",
                "Move what has none to another folder");
        Pictures.write(directory.resolve("cells/masks/05.png"), SIZE / 2, mask(5, 1));
        refuses(
                List.of("cells"),
                "1 of 7 pairs cannot be used:",
                "mask 'masks/05.png' has 16 x 16 pixels, but its image 'images/05.png' has 32 x 32 (height x width)");
    }

    @Test
    void saysHowToChooseAndWhyMasksCannotBeRead() throws Exception {
        pictures("cells");
        for (int i = 0; i < CASES; i++) {
            Pictures.write(directory.resolve("cells/labels/0" + i + ".png"), SIZE, mask(i, 1));
        }
        refuses(
                List.of("cells"),
                "images and masks can be paired in 2 ways:",
                "septum init " + directory.toRealPath().resolve("cells")
                        + " --images 'images/{id}.png' --masks 'labels/{id}.png'");
        pictures("soft");
        for (int i = 0; i < CASES; i++) {
            int number = i;
            Pictures.write(
                    directory.resolve("soft/masks/0" + i + ".png"),
                    SIZE,
                    (row, column) -> row == 7 ? 8 * column : mask(number, 255).applyAsInt(row, column));
        }
        refuses(List.of("soft"), "have soft edges: ", "make the masks anew", "cut them at a threshold");
    }

    @Test
    void doesNotReplaceWhatIsThere() throws Exception {
        pictures("cells");
        Files.writeString(directory.resolve("experiment.yaml"), "mine\n");
        StartScript.Result init = septum.run("init", "cells");
        assertThat(init.code()).isEqualTo(2);
        assertThat(init.err()).contains("experiment.yaml: there is such a file already", "--force");
        assertThat(directory.resolve("experiment.yaml")).content().isEqualTo("mine\n");
        init("cells", "--force");
        experimentHas("name: cells\n");
    }
}
