// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
