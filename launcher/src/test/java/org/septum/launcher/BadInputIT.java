// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user may get wrong, through the real start script: each mistake ends with its exit code and a message of its
 * own, without a stack trace and without leaving anything behind.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class BadInputIT {

    private static final int INPUT = 2;
    private static final int WIRING = 3;
    private static final int FAILED = 4;

    private static final int SIZE = 16;

    private static final String EXPERIMENT = """
            septum: 1
            name: folder
            data:
              dataset:
                type: image-folder
                root: "${SEPTUM_TEST_ROOT:pictures}"
                images: "images/{id}.png"
                masks: "masks/{id}.png"
                levels: {background: 0, lv: 255}
                source: the hospital of the town
              split: {type: by-group, validation: 0.25, test: 0.25}
              size: [16, 16]
              batch-size: 2
            model: {type: unet, depth: 2, base-channels: 4}
            heads:
              lv: {type: binary, positive: [lv], loss: bce, metrics: [dice]}
            optimizer: {type: adam, learning-rate: 1.0e-3}
            training: {epochs: 1}
            checkpoint: [last]
            report: [console]
            """;

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeEach
    void makeADatasetAndAnExperiment() throws IOException {
        for (String patient : List.of("a", "b", "c", "d")) {
            write("images/" + patient + ".png", SIZE, 100);
            write("masks/" + patient + ".png", SIZE, 255);
        }
        Files.writeString(directory.resolve("e.yaml"), EXPERIMENT);
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
    }

    @Test
    void misspeltKey() throws Exception {
        change("batch-size", "batch-sise");
        refuses(
                INPUT,
                "e.yaml:13:3: unknown key 'batch-sise' in 'data'; did you mean 'batch-size'?; allowed are dataset, split,"
                        + " size, context, batch-size, drop-last, sampling, intensity, grid, interpolation,"
                        + " label-interpolation, augment");
    }

    @Test
    void wrongType() throws Exception {
        change("batch-size: 2", "batch-size: two");
        refuses(INPUT, "e.yaml:13:15: data.batch-size: found 'two', allowed is a whole number from 1 to");
    }

    @Test
    void valueOutOfRange() throws Exception {
        change("depth: 2", "depth: 0");
        refuses(INPUT, "e.yaml:14:28: depth: found 0, allowed is a whole number from 1 to");
    }

    @Test
    void unknownPluginType() throws Exception {
        change("loss: bce", "loss: bcee");
        refuses(
                INPUT,
                "e.yaml:16:44: heads.lv.loss: there is no loss 'bcee'; did you mean 'bce'?; installed are bce"
                        + " (org.septum.losses), ");
    }

    @Test
    void overrideOfAnUnknownKey() throws Exception {
        refuses(
                INPUT,
                "--set training.epoch=3: unknown key 'epoch' in 'training'; did you mean 'epochs'?",
                "--set",
                "training.epoch=3");
    }

    @Test
    void environmentVariableThatIsNotSet() throws Exception {
        change("${SEPTUM_TEST_ROOT:pictures}", "${SEPTUM_TEST_ROOT}");
        refuses(
                INPUT,
                "e.yaml:6:11: the environment variable SEPTUM_TEST_ROOT is not set; set it, or write"
                        + " ${SEPTUM_TEST_ROOT:default}");
    }

    /** A terminal would clear its screen, take another title, write over the line or turn it around. */
    @Test
    void whatSteersATerminalIsShown() throws Exception {
        // Without a locale of UTF-8 there are no such names.
        boolean unicode = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
        String name = "\u001b[2J\u001b]0;owned\u0007\rrun finished " + (unicode ? "\u202e" : "");
        String shown = "\\u001b[2J\\u001b]0;owned\\u0007\\u000drun finished " + (unicode ? "\\u202e" : "");
        assertThat(septum.run("validate", name + ".yaml").err())
                .contains(shown + ".yaml")
                .doesNotContain("\u001b");
        Path run = Files.createDirectories(directory.resolve("runs/e/base/" + name));
        Files.writeString(run.resolve("experiment.yaml"), EXPERIMENT);
        Files.writeString(run.resolve("provenance.json"), "{}");
        for (List<String> command : List.of(List.of("runs"), List.of("evaluate", run.toString()), List.of(name))) {
            StartScript.Result result = septum.run(command.toArray(String[]::new));
            assertThat(result.out() + result.err())
                    .as(command.toString())
                    .contains(shown)
                    .doesNotContain("\u001b", "\r", "\u0007", "\u202e");
        }
    }

    @Test
    void missingDatasetFolder() throws Exception {
        septum.with("SEPTUM_TEST_ROOT", "elsewhere");
        refuses(INPUT, """
                e.yaml:6:11: root: there is no folder 'elsewhere' (%s, a relative path beginning at the folder in which septum was started).
                  Where the data come from: the hospital of the town
                """.formatted(directory.toRealPath().resolve("elsewhere")));
    }

    @Test
    void imageWithoutMask() throws Exception {
        Files.delete(directory.resolve("pictures/masks/b.png"));
        refuses(INPUT, "e.yaml:8:12: masks: image 'images/b.png' has no mask: there is no file 'masks/b.png'");
    }

    /** Every sample is read before the work begins: a damaged one must not show after hours, in the test at the end. */
    @Test
    void masksOfAnotherSize() throws Exception {
        for (String patient : List.of("a", "b", "c", "d")) {
            write("masks/" + patient + ".png", SIZE - 1, 255);
        }
        refuses(INPUT, """
                e.yaml:5:5: mask 'masks/a.png' has 15 x 15 pixels, but its image 'images/a.png' has 16 x 16 (height x width)
                  so that 4 of 4 volumes cannot be used; 'septum data check' lists them
                """);
    }

    @Test
    void undeclaredMaskLevel() throws Exception {
        write("masks/d.png", SIZE, 128);
        refuses(INPUT, """
                e.yaml:5:5: mask 'masks/d.png' has level 128, that no label declares.
                  found: 0 (240 pixels), 128 (16 pixels)
                  declared: background 0, lv 255
                  Correct the file, or declare what it has
                """);
    }

    @Test
    void truncatedPicture() throws Exception {
        Path file = directory.resolve("pictures/images/b.png");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        refuses(INPUT, "e.yaml:5:5: image 'images/b.png' cannot be decoded");
    }

    @Test
    void sizeThatCannotBeHalvedOftenEnough() throws Exception {
        change("size: [16, 16]", "size: [16, 18]");
        refuses(
                INPUT,
                "e.yaml:12:9: a U-Net of depth 2 needs a height and width divisible by 4, found 16 x 18; nearest are"
                        + " height 16 and width 16 or 20");
    }

    @Test
    void weightsOfAnotherArchitecture() throws Exception {
        Files.write(directory.resolve("other.safetensors"), otherWeights());
        refuses(
                INPUT,
                "e.yaml:14:8: model.weights: other.safetensors: these weights belong to another architecture; 56 arrays differ:\n"
                        + "  encoder.0.conv1.weight: [8, 1, 3, 3] in the file, the model has [4, 1, 3, 3]\n",
                "--set",
                "model.weights=other.safetensors");
    }

    @Test
    void truncatedWeights() throws Exception {
        Files.write(directory.resolve("half.safetensors"), Arrays.copyOf(otherWeights(), 300));
        refuses(
                INPUT,
                "e.yaml:14:8: model.weights: half.safetensors: this is not a complete safetensors file: the array 'encoder.0.conv1.weight' is said to"
                        + " end at byte",
                "--set",
                "model.weights=half.safetensors");
    }

    @Test
    void missingWeights() throws Exception {
        refuses(
                INPUT,
                "e.yaml:14:8: model.weights: none.safetensors: there is no such checkpoint",
                "--set",
                "model.weights=none.safetensors");
    }

    @Test
    void pluginThatIsNoBundle() throws Exception {
        new TestBundle("library").without("Bundle-SymbolicName").write(directory.resolve("plugins/library.jar"));
        septum.trustPlugins();
        refuses(
                WIRING,
                "there is a problem with the bundles:\n"
                        + "  - plugins/library.jar is not an OSGi bundle: its manifest has no Bundle-SymbolicName.");
    }

    @Test
    void pluginThatCannotBeCreated() throws Exception {
        new TestBundle("test.throwing")
                .metric("Throws", "throwing", "throw new IllegalStateException(\"the table is missing.\");")
                .write(directory.resolve("plugins/throwing.jar"));
        septum.trustPlugins();
        refuses(
                WIRING,
                "there is a problem with the bundles:\n"
                        + "  - test.throwing 1.0.0 (plugins/throwing.jar): its component test.throwing.Throws failed:"
                        + " IllegalStateException: the table is missing.");
    }

    @Test
    void pluginThatThrowsWhenItIsUsed() throws Exception {
        new TestBundle("test.licensed")
                .metric("Licensed", "licensed", "")
                .write(directory.resolve("plugins/licensed.jar"));
        septum.trustPlugins();
        change("metrics: [dice]", "metrics: [licensed]");
        refuses(
                FAILED,
                "the metric 'licensed' failed in test.licensed.Licensed.create (Licensed.java:6):"
                        + " java.lang.IllegalStateException: the metric needs a licence");
    }

    @Test
    void typeThatTwoBundlesOffer() throws Exception {
        new TestBundle("test.second").metric("Dice", "dice", "").write(directory.resolve("plugins/second.jar"));
        septum.trustPlugins();
        StartScript.Result result =
                refuses(INPUT, "e.yaml:16:59: heads.lv.metrics[0]: several components fit 'dice': ");
        assertThat(result.err())
                .contains(
                        "dice@0.1.0.SNAPSHOT (org.septum.metrics, /", "/bundles/metrics-", "dice@1.0.0 (test.second, /")
                .contains("/plugins/second.jar); say which with its version, for example type: dice@1.0.0");
    }

    @Test
    void cudaWithoutAGpu() throws Exception {
        driverSays("echo 'NVIDIA-SMI has failed because it could not communicate with the driver.'", "exit 9");
        change("training: {epochs: 1}", "training: {epochs: 1}\nruntime: {device: cuda}");
        refuses(
                WIRING,
                "CUDA cannot be used: no NVIDIA GPU was found: nvidia-smi ended with code 9 and said: NVIDIA-SMI has failed");
    }

    @Test
    void cudaOnAGpuThatIsTooNew() throws Exception {
        driverSays("echo 'NVIDIA H100 80GB HBM3, 9.0, 550.54.15'");
        refuses(
                WIRING,
                "CUDA cannot be used: ND4J 1.0.0-M2.1's CUDA 11.6 build holds machine code for compute capability 3.7 to"
                        + " 8.9 only, and there is NVIDIA H100 80GB HBM3 (compute capability 9.0",
                "--device",
                "cuda");
    }

    /** A folder or an empty file where a command expects another thing. */
    @Test
    void whatIsNotTheKindOfFileThatIsNeeded() throws Exception {
        Files.createFile(directory.resolve("empty.zip"));
        Path folder = Files.createDirectory(directory.resolve("folder"));
        refuses("folder: this is a folder; name an experiment's file, which ends in .yaml\n", "show", "folder");
        refuses("folder: this is a folder; name the .zip file", "pack", "--extract-plugins", "folder");
        refuses("empty.zip: this pack is damaged: ", "run", "empty.zip", "--locked");
        refuses("--output folder: this is a folder; name the file to write", "schema", "-o", "folder");
        assertThat(folder).isEmptyDirectory();
        assertThat(directory.resolve(".folder.part")).doesNotExist();
    }

    private void refuses(String message, String... arguments) throws Exception {
        StartScript.Result result = septum.run(arguments);
        assertThat(result.err()).startsWith("septum: " + message).doesNotContain("\tat ", "Caused by");
        assertThat(result.code()).isEqualTo(INPUT);
        assertThat(result.out()).isEmpty();
    }

    private void change(String what, String with) throws IOException {
        assertThat(EXPERIMENT).contains(what);
        Files.writeString(directory.resolve("e.yaml"), EXPERIMENT.replace(what, with));
    }

    private StartScript.Result refuses(int code, String message, String... options) throws Exception {
        String[] arguments = new String[2 + options.length];
        arguments[0] = "run";
        arguments[1] = "e.yaml";
        System.arraycopy(options, 0, arguments, 2, options.length);

        StartScript.Result result = septum.run(arguments);

        assertThat(result.err()).contains("septum: " + message).doesNotContain("\tat ", "Caused by");
        assertThat(result.code()).isEqualTo(code);
        // What the experiment reads is said before anything is read.
        assertThat(result.out().lines())
                .allMatch(line -> line.startsWith("reads from the environment: SEPTUM_TEST_ROOT"));
        assertThat(directory.resolve("runs")).doesNotExist();
        return result;
    }

    /** Writes a square picture whose first row has a grey level and the rest is black. */
    private void write(String path, int size, int level) throws IOException {
        Pictures.write(directory.resolve("pictures").resolve(path), size, (row, column) -> row == 0 ? level : 0);
    }

    /** A safetensors file with a single array, of another shape than the model's. */
    private static byte[] otherWeights() {
        int bytes = 8 * 9 * 4;
        byte[] header = ("{\"encoder.0.conv1.weight\":{\"dtype\":\"F32\",\"shape\":[8,1,3,3],\"data_offsets\":[0,"
                        + bytes + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    /** Puts a program in place of NVIDIA's, so that the test is the same with and without a GPU. */
    private void driverSays(String... lines) throws IOException {
        Path program = Files.createDirectories(directory.resolve("bin")).resolve("nvidia-smi");
        Files.writeString(program, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        septum.with("PATH", program.getParent() + ":" + System.getenv("PATH"));
    }
}
