// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.data.Volume;
import org.septum.api.data.VolumeFormat;
import org.septum.engine.prediction.PredictionInputs.Input;
import org.septum.engine.sample.ActiveHead;
import org.septum.services.run.Runner;

/** The names of a prediction's results are known before anything is written, and none takes the place of an image. */
class PredictionOutputsTest {

    @TempDir
    private Path root;

    private final List<VolumeFormat> formats = List.of(
            new Named(".png", List.of(".png", ".jpg", ".tif")), new Named(".nii.gz", List.of(".nii.gz", ".nii")));

    private final List<ActiveHead> heads = List.of(head("seg"));

    private static ActiveHead head(String name) {
        return new ActiveHead(name, "head", null, null, 1, List.of(), List.of("background", "lv"), new int[] {0, 1});
    }

    /** A format that knows names alone. */
    private record Named(String ending, List<String> endings) implements VolumeFormat {

        @Override
        public boolean accepts(Path file) {
            return endings.stream().anyMatch(name(file).toLowerCase(Locale.ROOT)::endsWith);
        }

        private static String name(Path file) {
            return file.getFileName().toString();
        }

        @Override
        public String stem(Path file) {
            String name = name(file);
            return endings.stream()
                    .filter(name.toLowerCase(Locale.ROOT)::endsWith)
                    .findFirst()
                    .map(end -> name.substring(0, name.length() - end.length()))
                    .orElse(name);
        }

        @Override
        public Optional<String> advice(Path file) {
            return name(file).endsWith(".img") ? Optional.of("convert it") : Optional.empty();
        }

        @Override
        public Volume read(Path file, int channels) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public List<Integer> levels(int classes) {
            throw new AssertionError("nothing is written");
        }

        @Override
        public void writeLabels(Volume like, List<int[]> slices, List<Integer> levels, Path file) {
            throw new AssertionError("nothing is written");
        }

        @Override
        public void writeProbabilities(Volume like, List<float[]> slices, Path file) {
            throw new AssertionError("nothing is written");
        }
    }

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectory(root.resolve("in"));
    }

    private void images(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(root.resolve("in").resolve(name), "");
        }
    }

    private PredictionOutputs outputs(String input, String output, boolean overlays) {
        Runner.PredictionRequest request = new Runner.PredictionRequest(
                root, root.resolve(input), root.resolve(output), Optional.empty(), true, overlays, false, true);
        List<Input> inputs = PredictionInputs.of(root.resolve(input), formats).inputs();
        return PredictionOutputs.of(request, inputs, heads, formats);
    }

    private List<String> masks(PredictionOutputs outputs) {
        return outputs.names().keySet().stream()
                .map(input -> root.relativize(outputs.mask(input, heads.get(0)))
                        .toString()
                        .replace('\\', '/'))
                .toList();
    }

    private static void refuses(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isExactlyInstanceOf(UserError.class).hasMessageContainingAll(parts);
    }

    /** Whichever came first would read it: a plugin's, perhaps, in the place of Septum's own. */
    @Test
    void anImageThatTwoFormatsReadIsRefused() throws IOException {
        images("x.png");
        List<VolumeFormat> twice = List.of(new Named(".raw", List.of(".png")), new Named(".png", List.of(".png")));
        for (String input : List.of("in", "in/x.png")) {
            assertThatThrownBy(() -> PredictionInputs.of(root.resolve(input), twice))
                    .isExactlyInstanceOf(WiringError.class)
                    .hasMessageContaining("x.png: several installed formats read files of this name: ")
                    .hasMessageContaining("take the bundles of all but one away");
        }
    }

    @Test
    void imagesOfOneNameKeepTheirEndings() throws IOException {
        images("x.png", "x.jpg", "x.tif", "y.png", "z.nii.gz");
        PredictionOutputs outputs = outputs("in", "out", true);
        assertThat(masks(outputs))
                .containsExactlyInAnyOrder(
                        "out/x.jpg.png", "out/x.png.png", "out/x.tif.png", "out/y.png", "out/z.nii.gz");
        assertThat(outputs.notes())
                .containsExactly("images of one name keep the ending in their results' names: x.jpg gives x.jpg.png,"
                        + " x.png gives x.png.png, x.tif gives x.tif.png");
        assertThat(root.resolve("out")).doesNotExist();
    }

    /** What differs in case alone is one file on many disks. */
    @Test
    @DisabledOnOs(
            value = {OS.WINDOWS, OS.MAC},
            disabledReason = "their file systems take such names for one")
    void namesThatDifferInCaseAloneArePartedToo() throws IOException {
        images("A.png", "a.png", "b.png");
        assertThat(masks(outputs("in", "out", false))).containsExactly("out/A.png.png", "out/a.png-2.png", "out/b.png");
    }

    @Test
    void noResultReplacesAnImage() throws IOException {
        images("x.png", "y.jpg", "y.png");
        refuses(
                () -> outputs("in", "in", false),
                "nothing was written, since the mask of x.png would replace the image " + root.resolve("in/x.png"),
                "give another folder with -o");
        refuses(() -> outputs("in/x.png", "in/x.png", false), "the mask of x.png would replace the image");
        // The image's own name is safe, and that of another one is not looked at when that is not segmented.
        assertThat(masks(outputs("in/x.png", "in/m.png", false))).containsExactly("in/m.png");
    }

    @Test
    void earlierResultsAmongTheImagesAreNotReplaced() throws IOException {
        images("x.jpg", "x-probability-lv.png");
        refuses(
                () -> outputs("in", "out", false),
                "the mask of x-probability-lv.png and the probabilities of lv in x.jpg would both be x-probability-lv.png");
        images("v.nii", "v-overlay-07.png");
        Files.delete(root.resolve("in/x-probability-lv.png"));
        refuses(
                () -> outputs("in", "out", true),
                "the mask of v-overlay-07.png and the overlay of v.nii would both be v-overlay-07.png");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void linksDoNotHideAnImage() throws IOException {
        images("x.jpg", "y.png");
        Files.createSymbolicLink(root.resolve("same"), root.resolve("in"));
        refuses(() -> outputs("in", "same", false), "the mask of y.png would replace the image");
        Files.createDirectory(root.resolve("out"));
        Files.createSymbolicLink(root.resolve("out/y.png"), root.resolve("in/y.png"));
        refuses(() -> outputs("in", "out", false), "the mask of y.png would replace the image");
        Files.delete(root.resolve("out/y.png"));
        Files.createLink(root.resolve("out/x.png"), root.resolve("in/x.jpg"));
        refuses(() -> outputs("in", "out", false), "the mask of x.jpg would replace the image");
    }

    @Test
    void writesNothingUnderAWrongName() throws IOException {
        images("x.png", "v.nii");
        refuses(
                () -> outputs("in/x.png", "m.jpg", false),
                root.resolve("m.jpg") + ": the mask of '" + root.resolve("in/x.png")
                        + "' is a .png file; allowed are the" + " name of such a file, for example "
                        + root.resolve("m.png") + ", and the name of a folder");
        refuses(() -> outputs("in/x.png", "m.nii.gz", false), "for example " + root.resolve("m.png"));
        refuses(() -> outputs("in/v.nii", "m.png", false), "for example " + root.resolve("m.nii.gz"));
        refuses(() -> outputs("in/x.png", "m.img", false), "for example " + root.resolve("m.png"));
        refuses(() -> outputs("in", "m.png", false), "the masks of a folder of images need a folder");
        Files.createDirectory(root.resolve("m.png"));
        assertThat(masks(outputs("in/x.png", "m.png", false))).containsExactly("m.png/x.png");
        assertThat(masks(outputs("in/x.png", "masks.v2", false))).containsExactly("masks.v2/x.png");
    }

    @Test
    void tellsWhatOfAFolderIsTaken() throws IOException {
        images("x.png", "y.PNG", "notes.txt", "v.img", "._x.png", "Thumbs.db");
        Files.createDirectory(root.resolve("in/sub"));
        PredictionInputs inputs = PredictionInputs.of(root.resolve("in"), formats);
        assertThat(inputs.inputs()).extracting(Input::name).containsExactly("x.png", "y.PNG");
        assertThat(inputs.notes())
                .containsExactly("2 images of the folder '" + root.resolve("in")
                        + "' taken, not 2 files that no format reads (notes.txt, v.img): v.img: convert it; 1 folder inside"
                        + " it (sub)");
        Files.createDirectory(root.resolve("empty"));
        refuses(
                () -> PredictionInputs.of(root.resolve("empty"), formats),
                "this folder holds no image of a known format; it is empty");
        refuses(() -> PredictionInputs.of(root.resolve("in/v.img"), formats), "v.img: convert it");
    }
}
