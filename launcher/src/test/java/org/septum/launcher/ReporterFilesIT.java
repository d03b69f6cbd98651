// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin's reporter makes belongs to the run; what somebody else puts there does not. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ReporterFilesIT {

    private static final String EXPERIMENT = """
            septum: 1
            name: small
            data:
              dataset: {type: phantom, patients: 12, slices: 1, size: [16, 16]}
              size: [16, 16]
            model: {type: unet, depth: 1, base-channels: 2}
            heads: {heart: {type: multiclass, loss: cross-entropy, metrics: [dice]}}
            optimizer: adam
            training: {epochs: 2}
            checkpoint: [last]
            report: [curves]
            runtime: {threads: 1}
            """;

    /** Writes a file when the run begins; in the second epoch its process ends as if killed, if the user wants that. */
    private static final String MEMBERS = """
            public void started(org.septum.api.report.RunStart start) {
              start.files().write("curves.svg", "<svg/>".getBytes(java.nio.charset.StandardCharsets.UTF_8)); }
            public void epochFinished(org.septum.api.training.EpochReport epoch) {
              if (epoch.epoch() == 2 && System.getenv("SEPTUM_TEST_KILL") != null) { Runtime.getRuntime().halt(9); } }
            """;

    private static final String REFUSAL =
            "this folder holds files that Septum did not make, and --overwrite would delete"
                    + " them: notes.txt; take them away first";

    @TempDir
    private Path directory;

    @Test
    void filesOfAPluginsReporterAreReplacedWithTheRun() throws Exception {
        Files.writeString(directory.resolve("e.yaml"), EXPERIMENT);
        Path jar = directory.resolve("curves.jar");
        new TestBundle("test.curves").reporter("curves", MEMBERS).write(jar);
        String[] command = {"run", "e.yaml", "--overwrite", "--plugins", jar.toString()};
        StartScript septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
        StartScript killing =
                new StartScript(Path.of("septum").toAbsolutePath(), directory).with("SEPTUM_TEST_KILL", "1");

        assertThat(killing.run(command).code()).isEqualTo(9);
        Path run = Pictures.only(directory.resolve("runs/small/base"));
        assertThat(run.resolve("curves.svg")).exists();
        assertThat(run.resolve("provenance.json")).content().contains("\"files\" : [ \"curves.svg\" ]");

        StartScript.Result again = septum.run(command);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(run.resolve("provenance.json")).content().contains("\"files\" : [ \"curves.svg\" ]");

        Files.writeString(run.resolve("notes.txt"), "mine");
        StartScript.Result refused = septum.run(command);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(REFUSAL);
        assertThat(run.resolve("notes.txt")).hasContent("mine");

        Files.delete(run.resolve("notes.txt"));
        assertThat(septum.run(command).code()).isZero();
    }
}
