// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.common.run.RunLock;
import org.septum.services.run.Runner;

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

    /** What lies behind a link is not the run's: neither listed, nor written to, nor deleted. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void linksBelowTheFolderOfRunsAreRefused(@TempDir Path victim) throws IOException {
        Path kept = Files.writeString(victim.resolve("last.safetensors"), "mine");
        Path variant = Files.createDirectories(folder.resolve("name/variant"));
        Path path = variant.resolve("seed-1");
        RunDirectory run = new RunDirectory(folder, path);
        for (Path link : List.of(path, path.resolve("checkpoints"))) {
            Files.createSymbolicLink(link, victim);
            for (ThrowingCallable use : List.<ThrowingCallable>of(
                    () -> run.checkFree(true, List::of),
                    () -> run.create(true),
                    run::makeFolders,
                    () -> run.deleteCheckpoint("last"))) {
                assertThatThrownBy(use)
                        .isInstanceOf(UserError.class)
                        .hasMessageStartingWith(link + " is a link to " + victim);
            }
            Files.delete(link);
            Files.createDirectories(path);
        }
        assertThat(kept).hasContent("mine");
        try (var files = Files.list(victim)) {
            assertThat(files).containsExactly(kept);
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void anEvaluationGoesThroughNoLink(@TempDir Path victim) throws IOException {
        RunDirectory run = new RunDirectory(folder);
        Runner.EvaluationRequest request =
                new Runner.EvaluationRequest(folder, Optional.empty(), Part.TEST, Optional.empty(), false, true);
        Path evaluations = folder.resolve("evaluations");
        for (Path link : List.of(evaluations, evaluations.resolve("test"))) {
            Files.createSymbolicLink(link, victim);
            assertThatThrownBy(() -> run.evaluation(request))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(link + " is a link to " + victim);
            Files.delete(link);
            Files.createDirectories(evaluations);
        }
        assertThat(run.evaluation(request)).isDirectory();
        assertThat(victim).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatARunGoesOnToWriteIsLookedAtFirst(@TempDir Path other) throws IOException {
        makeARun();
        Path victim = Files.writeString(other.resolve("profile"), "mine");
        RunDirectory run = new RunDirectory(folder);
        run.checkPlaces();
        for (String name : List.of("log.txt", "metrics.csv", "report.html", "checkpoints/best.safetensors")) {
            Path link = folder.resolve(name);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, victim);
            assertThatThrownBy(run::checkPlaces)
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(link + " is a link to " + victim);
            Files.delete(link);
        }
    }

    /** A folder of a file's name is the user's, and so is a link that is called like what a killed process leaves. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void onlyFilesAreTakenForWhatARunMakes(@TempDir Path other) throws IOException {
        makeARun();
        Path victim = Files.writeString(other.resolve("profile"), "mine");
        write("report.html/mine");
        write(".x.1-ab.part/mine");
        Path link = Files.createSymbolicLink(folder.resolve(".y.1-ab.part"), victim);
        RunDirectory run = new RunDirectory(folder);
        assertThatThrownBy(() -> run.create(true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("files that Septum did not make")
                .hasMessageContaining(".x.1-ab.part, .y.1-ab.part, report.html;");
        run.deleteUnfinished();
        assertThat(folder.resolve("checkpoints/.last.safetensors.1-ab.part")).doesNotExist();
        assertThat(folder.resolve(".x.1-ab.part/mine")).exists();
        assertThat(link).isSymbolicLink();
        new OwnFiles(folder).delete();
        assertThat(folder.resolve("report.html/mine")).exists();
        assertThat(victim).hasContent("mine");
    }

    /** The run that the user names may be a link. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatAKilledProcessLeftIsRemovedBehindTheUsersOwnLink(@TempDir Path other) throws IOException {
        makeARun();
        new RunDirectory(Files.createSymbolicLink(other.resolve("mine"), folder)).deleteUnfinished();
        assertThat(folder.resolve("checkpoints/.last.safetensors.1-ab.part")).doesNotExist();
    }
}
