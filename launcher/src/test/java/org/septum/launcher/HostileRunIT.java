// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run's folder that was received from somebody, with links to the user's files in it: they stay as they are. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class HostileRunIT {

    private static final String EXPERIMENT = """
            septum: 1
            name: small
            data:
              dataset: {type: phantom, patients: 8, slices: 1, size: [16, 16]}
              split: {type: by-group, validation: 0.25, test: 0.25}
              size: [16, 16]
              batch-size: 4
            model: {type: unet, depth: 1, base-channels: 4}
            heads:
              structures: {type: multiclass, classes: [background, rv, myocardium, lv], loss: cross-entropy, metrics: [dice]}
            optimizer: adam
            training: {epochs: 1}
            checkpoint: [last]
            report: [csv, html, tensorboard]
            runtime: {threads: 1}
            """;

    private static final String ABLATION = EXPERIMENT + "ablation: {variants: {wide: {model.base-channels: 2}}}\n";

    @TempDir
    private static Path trained;

    @TempDir
    private Path directory;

    private Path run;
    private Path home;
    private Path profile;
    private StartScript septum;

    @BeforeAll
    static void train() throws Exception {
        Files.writeString(trained.resolve("e.yaml"), EXPERIMENT);
        StartScript.Result result = new StartScript(Path.of("septum").toAbsolutePath(), trained).run("run", "e.yaml");
        assertThat(result.code()).as(result.err()).isZero();
    }

    @BeforeEach
    void receive() throws IOException {
        copy(trained, directory);
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
        run = directory.relativize(Pictures.only(directory.resolve("runs/small/base")));
        home = Files.createDirectory(directory.toRealPath().resolve("home"));
        profile = Files.writeString(home.resolve("profile"), "mine\n");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @AfterEach
    void theUsersFilesAreAsTheyWere() throws IOException {
        assertThat(profile).hasContent("mine\n");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).containsExactly(profile);
        }
    }

    private Path link(String name, Path target) throws IOException {
        Path link = directory.resolve(name);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, target);
    }

    private Path hardLink(String name) throws IOException {
        Path link = directory.resolve(name);
        Files.deleteIfExists(link);
        return Files.createLink(link, profile);
    }

    private void refused(String message, String... command) throws Exception {
        StartScript.Result result = septum.run(command);
        assertThat(result.err()).contains(message).doesNotContain("mine");
        assertThat(result.code()).as(result.err()).isEqualTo(2);
    }

    private void accepted(String... command) throws Exception {
        StartScript.Result result = septum.run(command);
        assertThat(result.code()).as(result.err()).isZero();
    }

    private void interrupt() throws IOException {
        Files.writeString(directory.resolve(run).resolve("status.json"), "{\"status\": \"running\"}");
    }

    @Test
    void resumeOpensNoOtherFile() throws Exception {
        interrupt();
        for (String name : List.of("run.lock", "log.txt", "metrics.csv", "checkpoints/last.safetensors")) {
            Path kept = directory.resolve(run).resolve(name);
            byte[] content = Files.exists(kept) ? Files.readAllBytes(kept) : new byte[0];
            Path link = link(run + "/" + name, profile);
            refused(name + " is a link to " + profile, "resume", run.toString());
            Files.delete(link);
            Files.write(kept, content);
        }
        for (String name : List.of("run.lock", "log.txt")) {
            hardLink(run + "/" + name);
            refused(name + " is a file of 2 names (hard links)", "resume", run.toString());
            Files.delete(directory.resolve(run).resolve(name));
        }
        accepted("resume", run.toString());
    }

    @Test
    void evaluateWritesIntoNoOtherFolder() throws Exception {
        for (String name : List.of("evaluations", "evaluations/test")) {
            Path link = link(run + "/" + name, home);
            refused(run + "/" + name + " is a link to " + home, "evaluate", run.toString());
            Files.delete(link);
        }
        Path lock = link(run + "/evaluations/test/run.lock", profile);
        refused("run.lock is a link to " + profile, "evaluate", run.toString());
        Files.delete(lock);
        link(run + "/evaluations/test/cases.csv", profile);
        Path left = link(run + "/evaluations/test/.metrics.csv.part", profile);
        accepted("evaluate", run.toString());
        assertThat(left).isSymbolicLink();
        assertThat(directory.resolve(run).resolve("evaluations/test/cases.csv")).isRegularFile();
        // The name of the run itself is the user's.
        link("mine", directory.resolve(run));
        accepted("evaluate", "mine");
    }

    @Test
    void aNewRunTakesNoOthersPlace() throws Exception {
        hardLink(run + "/log.txt");
        accepted("run", "e.yaml", "--overwrite");
        Path moved = directory.resolve("moved");
        for (String name : List.of(run + "/checkpoints", run.toString(), "runs/small/base", "runs/small")) {
            Files.move(directory.resolve(name), moved);
            Path link = link(name, home);
            refused(name + " is a link to " + home, "run", "e.yaml", "--overwrite");
            Files.delete(link);
            Files.move(moved, directory.resolve(name));
        }
        // The folder of all runs is the user's: on clusters it lies on another disk.
        Files.move(directory.resolve("runs"), moved);
        link("runs", moved);
        accepted("run", "e.yaml", "--overwrite");
    }

    @Test
    void predictNeedsNothingBeyondTheModel() throws Exception {
        link(run + "/log.txt", profile);
        link(run + "/evaluations", home);
        hardLink(run + "/run.lock");
        Pictures.write(directory.resolve("a.png"), 16, (row, column) -> row);
        link("mask.png", profile);
        accepted("predict", run.toString(), "a.png", "-o", "mask.png", "--overlays");
        assertThat(directory.resolve("mask.png")).isRegularFile();
    }

    @Test
    void packGivesNoOtherFileAway() throws Exception {
        Path zip = directory.resolve("run.zip");
        link(run + "/report.html", profile);
        refused(run + "/report.html is a link to " + profile, "pack", run.toString(), "-o", "run.zip");
        Files.delete(directory.resolve(run).resolve("report.html"));
        Path moved = Files.move(directory.resolve(run).resolve("checkpoints"), directory.resolve("checkpoints"));
        link(run + "/checkpoints", moved);
        refused(run + "/checkpoints is a link to " + moved, "pack", run.toString(), "-o", "run.zip");
        assertThat(zip).doesNotExist();
    }

    @Test
    void compareWritesIntoNoOtherFolderAndShowsNoOtherFile() throws Exception {
        assertThat(septum.run("run", "e.yaml", "--set", "seed=2").code()).isZero();
        Path link = link("runs/small/comparison", home);
        refused("comparison is a link to " + home, "compare", "runs/small");
        Files.delete(link);
        for (String name : List.of("cases.csv", "provenance.json", "experiment.yaml")) {
            link(run + "/" + name, profile);
            refused(name, "compare", "runs/small");
        }
    }

    @Test
    void ablateWritesIntoNoOtherFolder() throws Exception {
        Files.writeString(directory.resolve("a.yaml"), ABLATION);
        Path link = link("runs/small/ablation", home);
        refused("runs/small/ablation is a link to " + home, "ablate", "a.yaml");
        Files.delete(link);
        interrupt();
        Files.delete(directory.resolve(run).resolve("log.txt"));
        link(run + "/log.txt", profile);
        StartScript.Result result = septum.run("ablate", "a.yaml");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("log.txt is a link to " + profile);
    }

    /** Below Septum's own folders in a working folder that somebody has packed. */
    @Test
    void pagesGoIntoNoOtherFolder() throws Exception {
        link("data-checks/small", home);
        refused("data-checks/small is a link to " + home, "data", "check", "e.yaml");
        Files.delete(directory.resolve("data-checks/small"));
        Files.delete(directory.resolve("data-checks"));
        link("data-checks", home);
        refused("data-checks is a link to " + home, "data", "check", "e.yaml");
        link("reference", home);
        refused("reference is a link to " + home, "docs");
        link("small-preview.png", profile);
        accepted("data", "preview", "e.yaml");
    }
}
