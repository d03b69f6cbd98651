// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.run.RunLock;

/** A run takes and empties only a folder of its own kind. */
class OwnFilesTest {

    @TempDir
    private Path folder;

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }

    private void makeARun() throws IOException {
        for (String name : List.of(
                "experiment.yaml",
                "status.json",
                "metrics.csv",
                "events.out.tfevents.1.septum",
                "checkpoints/last.safetensors",
                "checkpoints/.last.safetensors.1-ab.part",
                "evaluations/test/cases.csv")) {
            write(name);
        }
    }

    @Test
    void whatARunMakesIsDeletedAndTheLockStays() throws IOException {
        makeARun();
        write("run.lock");
        assertThat(new OwnFiles(folder).foreign()).isEmpty();
        new OwnFiles(folder).delete();
        try (var left = Files.walk(folder)) {
            assertThat(left.toList()).containsExactly(folder, folder.resolve("run.lock"));
        }
    }

    @Test
    void whatSomebodyElsePutThereIsNamedAndNotDeleted() throws IOException {
        makeARun();
        write("notes.txt");
        write("checkpoints/mine.bin");
        write("evaluations/test/plot.png");
        RunDirectory run = new RunDirectory(folder);
        assertThatThrownBy(() -> run.create(true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("files that Septum did not make, and --overwrite would delete them: notes.txt,"
                        + " checkpoints/mine.bin, evaluations/test/plot.png; take them away first");
        assertThat(folder.resolve("metrics.csv")).exists();
        new OwnFiles(folder).delete();
        assertThat(folder.resolve("notes.txt")).exists();
        assertThat(folder.resolve("checkpoints/mine.bin")).exists();
        assertThat(folder.resolve("evaluations/test/plot.png")).exists();
        assertThat(folder.resolve("metrics.csv")).doesNotExist();
    }

    @Test
    void whatAPluginsReporterMadeIsInTheRecord() throws IOException {
        makeARun();
        write("curves.svg");
        Files.writeString(folder.resolve("provenance.json"), "{\"files\": [\"curves.svg\"]}");
        assertThat(new OwnFiles(folder).foreign()).isEmpty();
    }

    @Test
    void onlyAFolderInWhichARunHasJustBegunIsTakenSilently() throws IOException {
        RunDirectory run = new RunDirectory(folder);
        run.makeFolders();
        write(".experiment.yaml.1-ab.part");
        try (RunLock ignored = run.create(false)) {
            assertThat(folder.resolve(".experiment.yaml.1-ab.part")).doesNotExist();
        }
        write("checkpoints/last.safetensors");
        assertThatThrownBy(() -> run.create(false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("this folder has no experiment.yaml, but it is not empty");
        assertThat(folder.resolve("checkpoints/last.safetensors")).exists();
    }
}
