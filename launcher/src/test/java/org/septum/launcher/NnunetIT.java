// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder in nnU-Net's raw layout, with a CT and an MRI channel and pixels to ignore, from training to prediction. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class NnunetIT {

    private static final int SIZE = 16;

    private static final int CASES = 8;

    private static final String JSON = """
            {"channel_names": {"0": "CT", "1": "T2"}, "labels": {"background": 0, "organ": 1, "ignore": 2},
             "numTraining": 8, "file_ending": ".nii"}""";

    private static final String EXPERIMENT = """
            septum: 1
            name: raw
            data:
              dataset: {type: nnunet, root: raw}
              split: {type: by-group, validation: 0, test: 0.25}
              intensity: [by-channel]
              size: [16, 16]
              batch-size: 4
              grid: crop-or-pad
            model: {type: unet, depth: 1, base-channels: 4}
            heads:
              organ:
                type: multiclass
                loss: {type: weighted-sum, losses: [cross-entropy, {type: dice, background: false, over: batch}]}
                metrics: [dice, pixel-accuracy]
            optimizer: {type: adam, learning-rate: 0.02}
            training: {epochs: 15}
            checkpoint: [last]
            report: [csv]
            runtime: {threads: 1}
            """;

    @TempDir
    private static Path directory;

    private static StartScript septum;

    private static String run;

    @BeforeAll
    static void train() throws Exception {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
        folder("raw", JSON, CASES);
        Files.writeString(directory.resolve("e.yaml"), EXPERIMENT);
        StartScript.Result result = septum.run("run", "e.yaml");
        assertThat(result.code()).as(result.err()).isZero();
        run = Pictures.only(directory.resolve("runs/raw/base")).toString();
    }

    private static boolean inside(int number, int row, int column) {
        int first = 3 + number % 4;
        return row >= first && row < first + 7 && column >= first && column < first + 7;
    }

    private static int ct(int number, int row, int column) {
        return (inside(number, row, column) ? 100 + 10 * number : 20) + (row + column) % 3;
    }

    private static void folder(String name, String json, int cases) throws IOException {
        for (int i = 0; i < cases; i++) {
            int number = i;
            images(name + "/imagesTr/c" + i, number);
            volume(
                    name + "/labelsTr/c" + i + ".nii",
                    (row, column) -> column == 0 ? 2 : inside(number, row, column) ? 1 : 0);
        }
        Files.writeString(directory.resolve(name + "/dataset.json"), json);
    }

    private static void images(String path, int number) throws IOException {
        volume(path + "_0000.nii", (row, column) -> ct(number, row, column));
        volume(path + "_0001.nii", (row, column) -> inside(number, row, column) ? 30 : 90 + row % 2);
    }

    private static void volume(String name, IntBinaryOperator value) throws IOException {
        Volumes.write(directory.resolve(name), SIZE, 1, value);
    }

    private static JsonNode provenance() throws IOException {
        return new ObjectMapper()
                .readTree(Path.of(directory.resolve(run).toString(), "provenance.json")
                        .toFile());
    }

    /** The figures are those of the organ in the training part alone, computed here once more. */
    @Test
    void whatWasLearnedFromTheTrainingPartIsRecorded() throws Exception {
        JsonNode data = provenance().path("data");
        List<Double> values = new ArrayList<>();
        data.path("split").path("train").forEach(id -> {
            int number = Integer.parseInt(id.asText().substring(1, id.asText().indexOf('-')));
            for (int i = 0; i < SIZE * SIZE; i++) {
                if (inside(number, i / SIZE, i % SIZE) && i % SIZE != 0) {
                    values.add((double) ct(number, i / SIZE, i % SIZE));
                }
            }
        });
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double variance = values.stream()
                .mapToDouble(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        JsonNode figures = data.path("intensity").get(0);
        assertThat(data.path("split").path("train")).hasSize(6);
        assertThat(figures.path("0.pixels").asInt()).isEqualTo(values.size());
        assertThat(figures.path("0.mean").asDouble()).isCloseTo(mean, within(1e-9));
        assertThat(figures.path("0.sd").asDouble()).isCloseTo(Math.sqrt(variance), within(1e-9));
        assertThat(figures.has("1.mean")).isFalse();
        assertThat(data.path("describes").path("ignored").get(0).asText()).isEqualTo("ignore");
    }

    @Test
    void evaluatesItsOwnAndOtherDataOfTheKind() throws Exception {
        StartScript.Result own = septum.run("evaluate", run);
        assertThat(own.code()).as(own.err()).isZero();
        folder("other", JSON.replace("\"numTraining\": 8", "\"numTraining\": 3"), 3);
        StartScript.Result other = septum.run("evaluate", run, "--data", "other");
        assertThat(other.code()).as(other.err()).isZero();
        folder("unlike", JSON.replace("\"organ\"", "\"vessel\""), 8);
        StartScript.Result unlike = septum.run("evaluate", run, "--data", "unlike");
        assertThat(unlike.code()).isEqualTo(2);
        assertThat(unlike.err())
                .contains(
                        "these data are not like those that the model was trained on: labels: background, organ, ignore;"
                                + " ignored ignore -> background, vessel, ignore; ignored ignore");
    }

    /** All that is needed is in the run: the data of the training may be gone. */
    @Test
    void predictsWithoutTheDataItWasTrainedOn() throws Exception {
        images("imagesTs/x", 1);
        images("imagesTs/y", 6);
        Path moved = Files.move(directory.resolve("raw"), directory.resolve("elsewhere"));
        try {
            StartScript.Result result = septum.run("predict", run, "imagesTs", "-o", "masks");
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.out()).isEqualTo("masks/x.nii.gz\nmasks/y.nii.gz\n");
            StartScript.Result one = septum.run("predict", run, "imagesTs/x_0001.nii", "-o", "x.nii");
            assertThat(one.code()).as(one.err()).isZero();
            byte[] mask = Files.readAllBytes(directory.resolve("x.nii"));
            int right = 0;
            Set<Integer> found = new TreeSet<>();
            for (int i = 0; i < SIZE * SIZE; i++) {
                found.add((int) mask[352 + i]);
                right += mask[352 + i] == (inside(1, i / SIZE, i % SIZE) ? 1 : 0) ? 1 : 0;
            }
            assertThat(found).isSubsetOf(0, 1);
            assertThat(right).isGreaterThan(SIZE * SIZE * 9 / 10);
        } finally {
            Files.move(moved, directory.resolve("raw"));
        }
    }

    @Test
    void saysWhatAnImageLacks() throws Exception {
        volume("lone/x_0000.nii", (row, column) -> 1);
        StartScript.Result one = septum.run("predict", run, "lone/x_0000.nii", "-o", "out.nii");
        assertThat(one.code()).isEqualTo(2);
        assertThat(one.err()).contains("the image 'x' is not complete: 'x_0001.nii' is missing in");
        images("lone/y", 2);
        StartScript.Result folder = septum.run("predict", run, "lone", "-o", "lone-masks");
        assertThat(folder.code()).isNotZero();
        assertThat(folder.err()).contains("the image 'x' is not complete: 'x_0001.nii' is missing");
        assertThat(folder.out()).isEqualTo("lone-masks/y.nii.gz\n");
    }
}
