// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.experiment.Experiment;
import org.septum.config.merge.Environment;
import org.septum.config.merge.Merge;
import org.septum.testkit.fuzz.Fuzz;

/**
 * Damaged experiment files, with an ablation and a file that they extend; what is accepted must read back from its resolved
 * text. The long form: {@code mvn -pl bundles/config -am verify -Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false
 * -Dseptum.fuzz=100000 -Dtest.heap=512m}.
 */
class ExperimentFuzzTest {

    private static final String ABLATION = """
            extends: [base.yaml]
            seed: 7
            ablation:
              variants: {no-skip: {model.skip: none}, small: {model.depth: 3}}
              grid: {optimizer.learning-rate: [1.0e-3, 1.0e-4]}
              seeds: [1, 2, 3]
            """;

    private static final YamlExperimentReader READER = new YamlExperimentReader(new NeighbouringComponents());

    @TempDir
    private Path folder;

    @Test
    void experimentsWithWhatTheyExtend() throws IOException {
        Files.writeString(folder.resolve("base.yaml"), ExperimentFolder.GOOD);
        Fuzz.Result result = new Fuzz("experiment", this::read)
                .from(ExperimentFolder.GOOD.getBytes(StandardCharsets.UTF_8))
                .from(ABLATION.getBytes(StandardCharsets.UTF_8))
                .words(
                        "&a ",
                        "*a",
                        "<<: *a",
                        "!!java.net.URL ",
                        "!!binary ",
                        "? ",
                        "- ",
                        "{",
                        "}",
                        "[",
                        "[[[[[[[[",
                        "]",
                        "\"")
                .words(
                        "\n",
                        "\n  ",
                        "---\n",
                        "%YAML 1.2\n",
                        "%TAG ! tag:x,2000:\n",
                        "|\n",
                        ">-\n",
                        "${A}",
                        "${A:b}",
                        "$${")
                .words("\t", "#", "null", "~", "true", "1e400", ".nan", "extends: [a.yaml]\n", "type: ", "\uFEFF", "\0")
                .words(
                        "ablation:\n",
                        "weights: ",
                        "runtime: {threads: auto}\n",
                        "augment: [rotate]\n",
                        "x".repeat(5000))
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    /** A run's own, and the text in a lock. */
    @Test
    void experimentsOfRuns() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), ExperimentFolder.GOOD);
        String resolved = READER.read(folder.resolve("a.yaml"), List.of("data.dataset.patients=${A:4}"))
                .resolved();
        Fuzz.Result result = new Fuzz("experiment of a run", this::readRecorded)
                .from(resolved.getBytes(StandardCharsets.UTF_8))
                .from(resolved.replace(
                                "type: phantom", "type: image-folder\n    root: \"${A}/${B:c}\"\n    images: '{id}'\n")
                        .getBytes(StandardCharsets.UTF_8))
                .words(
                        "${HOME}",
                        "${A}",
                        "${A:b}",
                        "$${",
                        "${API_KEY}",
                        "\"",
                        "'",
                        ": ",
                        "- ",
                        "{",
                        "}",
                        "[",
                        "]",
                        "? ",
                        "\n  ")
                .words("#", "null", "~", "\0", "\uFEFF", "&a ", "*a", "<<: *a", "extends: [b.yaml]\n", "x".repeat(5000))
                .run();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    private void readRecorded(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("b.yaml"), input);
        Map<String, String> settings = READER.settings(new String(input, StandardCharsets.UTF_8), "x.lock");
        assertThat(settings).doesNotContainValue(null);
        Experiment read = READER.recorded(file, List.of());
        Files.writeString(file, read.resolved());
        Experiment again = READER.recorded(file, List.of());
        assertThat(again.resolved()).isEqualTo(read.resolved());
        assertThat(again.settings()).isEqualTo(read.settings());
    }

    private void read(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("a.yaml"), input);
        String resolved = READER.read(file, List.of("training.epochs=3")).resolved();
        assertThat(READER.read(Files.writeString(folder.resolve("b.yaml"), resolved), List.of())
                        .resolved())
                .isEqualTo(resolved);
        if (new Merge(new Environment()).read(file).get("ablation") != null) {
            READER.ablation(file, List.of());
        }
    }
}
