// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is known to be wrong before anything is trained is told in one go, through the real start script. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ValidateIT {

    private static final String EXPERIMENT = """
            septum: 1
            name: small
            data:
              dataset: {type: phantom, patients: 12}
              size: [32, 32]
            model: {type: unet, depth: 2, base-channels: 4}
            heads:
              structures: {type: multiclass, loss: cross-entropy, metrics: [dice]}
            optimizer:
              type: adam
              betas: [0.9]
              schedule: {type: warm-up, then: {type: reduce-on-plateau, monitor: validation/structures/iou, mode: max}}
            training:
              epochs: 1
              stop: [{type: no-improvement, monitor: validation/structure/dice, mode: max}]
            checkpoint:
              - {type: best, monitor: validation/structures/dice/lv, mode: max}
              - {type: last, file-name: best}
              - {type: every-n, epochs: 1, file-name: resume}
            report: [console]
            runtime: {threads: 1}
            ablation:
              variants:
                deep: {model.depth: 11}
                bce: {heads.structures.loss: bce}
            """;

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeEach
    void writeTheExperiment() throws IOException {
        Files.writeString(directory.resolve("e.yaml"), EXPERIMENT);
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws Exception {
        StartScript.Result result = septum.run("validate", "e.yaml");

        assertThat(result.code()).isEqualTo(2);
        List<String> problems = result.err().lines().toList();
        assertThat(problems.get(0)).startsWith("septum: e.yaml:11:10: betas: found [0.9], allowed are two numbers");
        assertThat(problems.subList(1, problems.size()))
                .extracting(line -> line.replaceAll("; .*|, which .*", ""))
                .containsExactly(
                        "e.yaml:18:29: file-name: checkpoint[1]: checkpoint[0] writes 'best.safetensors' as well, and one"
                                + " would replace the other",
                        "e.yaml:19:43: file-name: checkpoint[2]: the run itself writes 'resume.safetensors'",
                        "e.yaml:15:42: monitor: this run will not measure 'validation/structure/dice'",
                        "variant 'deep', seed 1: --set model.depth=11: depth: found 11, allowed is a whole number from 1 to 10",
                        "variant 'base', seed 1, and 1 more: e.yaml: the comparison of an ablation reads cases.csv and"
                                + " metrics.csv",
                        "variant 'bce', seed 1: --set heads.structures.loss=bce: the loss 'bce' cannot be used with the"
                                + " head 'multiclass', whose target is a class index");
        assertThat(directory.resolve("runs")).doesNotExist();
    }

    /** The schedule is asked as soon as the optimizer can be made; a run ends as soon as validate does. */
    @Test
    void aRunIsRefusedBeforeItTrains() throws Exception {
        StartScript.Result result = septum.run(
                "run",
                "e.yaml",
                "--set",
                "optimizer.betas=[0.9, 0.99]",
                "--set",
                "checkpoint=[last]",
                "--set",
                "training.stop=[]");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("septum: e.yaml:12:70: monitor: this run will not measure 'validation/structures/iou';")
                .endsWith("did you mean validation/structures/dice?\n");
        assertThat(result.out()).isEmpty();
        assertThat(directory.resolve("runs")).doesNotExist();
    }
}
