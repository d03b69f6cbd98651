// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A plugin's loss with an operation of its own trains, and resumes to the bit, on both backends. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class OwnOperationIT {

    private static final String EXPERIMENT = """
            septum: 1
            name: presence
            data:
              dataset: {type: phantom, patients: 6, slices: 1, size: [16, 16]}
              split: {type: by-group, validation: 0.2, test: 0.2}
              size: [16, 16]
              batch-size: 2
            model: {type: unet, depth: 1, base-channels: 4}
            heads:
              structures:
                type: multiclass
                classes: [background, rv, myocardium, lv]
                loss: {type: presence, weight: 0.5}
                metrics: [dice]
            optimizer: {type: adam, learning-rate: 1.0e-3}
            training: {epochs: 2}
            checkpoint: [last]
            report: [console]
            runtime: {threads: 1}
            """;

    @TempDir
    private Path directory;

    private StartScript.Result run(String... arguments) throws Exception {
        Files.writeString(directory.resolve("presence.yaml"), EXPERIMENT);
        return new StartScript(Path.of("septum").toAbsolutePath(), directory)
                .with("OMP_NUM_THREADS", "1")
                .run(arguments);
    }

    private static String plugin() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../bundles/example-plugin/target"))) {
            return files.filter(
                            file -> file.getFileName().toString().matches("example-plugin-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath()
                    .toString();
        }
    }

    @Test
    void trainsAndResumesToTheBit() throws Exception {
        for (String backend : List.of("nd4j", "onednn")) {
            StartScript.Result result =
                    run("verify-resume", "presence.yaml", "--plugins", plugin(), "--set", "runtime.backend=" + backend);

            assertThat(result.code()).as(result.out() + result.err()).isZero();
        }
    }

    @Test
    void itsOperationKeepsTheRules() throws Exception {
        StartScript.Result result = run("verify-plugin", plugin());

        assertThat(result.out())
                .contains("loss presence\n")
                .containsPattern("PASSED +F-01")
                .doesNotContain("FAILED");
        assertThat(result.code()).as(result.err()).isZero();
    }
}
