// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.Arguments;
import org.septum.api.Location;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;

/** The resolved experiment reads back to an equal one and is written in the same way again. */
class ResolvedYamlTest {

    @TempDir
    private Path temporary;

    private ExperimentFolder folder;

    @BeforeEach
    void open() {
        folder = new ExperimentFolder(temporary);
    }

    private static List<Path> experiments() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../../experiments"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private void assertReadsBack(Experiment experiment) {
        Experiment back = folder.read(experiment.resolved());
        assertThat(back)
                .usingRecursiveComparison()
                .ignoringFields("file")
                .ignoringFieldsOfTypes(Location.class)
                .ignoringFieldsMatchingRegexes(".*locations", ".*Location")
                .isEqualTo(experiment);
        assertThat(back.resolved()).isEqualTo(experiment.resolved());
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void everyExperiment(Path file) {
        assertReadsBack(ExperimentFolder.readFile(file));
    }

    /** Nothing here has its default, so that a key which is not written would be noticed. */
    @Test
    void everySection() {
        Experiment experiment = folder.read(
                ExperimentFolder.GOOD,
                "seed=9007199254740993",
                "data.split={type: by-group, test: 0.25, validation: 0.5}",
                "data.batch-size=7",
                "data.context=2",
                "data.drop-last=true",
                "data.intensity=[min-max]",
                "data.grid=crop-or-pad",
                "data.augment=[{type: rotate, degrees: [-1e-7, 359.5]}]",
                "model.weights=a/b.safetensors",
                "model.encoder={type: double-conv, norm: none}",
                "heads.structures.weight=0.1",
                "heads.second={type: binary, positive: [lv], loss: bce}",
                "evaluation={resolution: grid, flip: true, tiles: always, tile-step: 0.25, tile-weights: uniform}",
                "checkpoint=[{type: best, monitor: validation/structures/dice, mode: max}]",
                "report=[csv]",
                "runtime={backend: nd4j, device: cuda, precision: bfloat16, threads: 3, loader-threads: 5}");
        assertThat(experiment.seed()).isEqualTo(9007199254740993L);
        assertReadsBack(experiment);
    }

    /** What an older Septum recorded without a word of tiles was predicted without. */
    @Test
    void aRunThatKnewNoTilesStaysWithout() {
        assertThat(folder.read(ExperimentFolder.GOOD).evaluation().tiles()).isEqualTo(EvaluationSection.Tiles.AUTO);
        String now = folder.read(ExperimentFolder.GOOD).resolved();
        assertThat(now).contains("  tiles: auto\n");
        assertThat(folder.recorded(now).evaluation().tiles()).isEqualTo(EvaluationSection.Tiles.AUTO);
        String older = now.replace("  tiles: auto\n", "");
        assertThat(folder.recorded(older).evaluation().tiles()).isEqualTo(EvaluationSection.Tiles.NEVER);
        assertThat(folder.recorded(ExperimentFolder.GOOD).evaluation().tiles())
                .isEqualTo(EvaluationSection.Tiles.NEVER);
        assertThat(folder.recorded(older, "evaluation.tiles=always")
                        .evaluation()
                        .tiles())
                .isEqualTo(EvaluationSection.Tiles.ALWAYS);
        assertThatThrownBy(() -> folder.recorded(ExperimentFolder.GOOD + "evaluation: 5\n"))
                .hasMessageContaining("evaluation: found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "it's \"quoted\" and \\ slashed",
                "two\nlines\r\n\tand a tab",
                "null",
                "~",
                "true",
                "off",
                "1e-4",
                "0017",
                "2024-01-01",
                "- a",
                "a: b #c",
                "[x, {y}]",
                "*a &b !c %d @e `f",
                "Größe 心臓 \uD83E\uDEC0",
                "${HOME} $${HOME} ${X:y} $$${ ${",
                "\u0000\u0007\u001b\u007f\u0080\u0085\u009f\u00a0\u2028\u2029\ufeff\ufffe\uffff",
                "lone \uD83E surrogate"
            })
    void anyText(String text) {
        String key = text.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining());
        // In a value a reference must be escaped; a key is no place for one.
        String value = key.replace("\\u0024\\u007b", "$${");
        Experiment experiment = folder.read(ExperimentFolder.goodBut(
                "{type: phantom, patients: 4}",
                "{type: image-folder, root: \"%s\", images: '{id}', masks: '{id}', levels: {bg: 0, \"%s\": 1}}"
                        .formatted(value, key)));
        Arguments dataset = experiment.data().dataset().arguments();
        assertThat(dataset.text("root")).isEqualTo(text);
        assertThat(dataset.mapping("levels", List.class)).containsOnlyKeys("bg", text);
        assertReadsBack(experiment);
    }
}
