// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Five folds of one ablation: their cross-validated scores, and the ensemble that predicts with all of them. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class EnsembleIT {

    private static final String EXPERIMENT = """
            septum: 1
            name: small
            data:
              dataset: {type: phantom, patients: 10, slices: 2, size: [16, 16]}
              split: {type: k-fold, folds: 5, fold: 0, validation: 0}
              size: [16, 16]
              batch-size: 4
            model: {type: unet, depth: 1, base-channels: 2}
            heads: {structures: {type: multiclass, loss: cross-entropy, metrics: [{type: dice, unit: volume}]}}
            optimizer: {type: adam, learning-rate: 0.02}
            training: {epochs: 1}
            checkpoint: [last]
            report: [csv]
            runtime: {threads: 1}
            evaluation: {post-processing: [{type: largest-component, of: foreground}]}
            ablation: {baseline: full, folds: 5}
            """;

    @TempDir
    private static Path directory;

    private static StartScript septum;
    private static List<String> folds;

    @BeforeAll
    static void train() throws Exception {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
        Files.writeString(directory.resolve("e.yaml"), EXPERIMENT);
        StartScript.Result result = septum.run("ablate", "e.yaml");
        assertThat(result.code()).as(result.err()).isZero();
        try (Stream<Path> found = Files.list(directory.resolve("runs/small/full"))) {
            folds = found.map(path -> directory.relativize(path).toString())
                    .filter(path -> path.contains("seed-"))
                    .sorted()
                    .toList();
        }
        assertThat(folds).hasSize(5);
        Pictures.write(directory.resolve("in.png"), 24, (row, column) -> 10 * row % 256);
    }

    private static void refused(StartScript.Result result, String... reasons) {
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(result.err()).contains(reasons).doesNotContain("\tat ");
    }

    @Test
    void theFoldsGiveOneTableAndOneModel() throws Exception {
        StartScript.Result made = septum.run("ensemble", "runs/small");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("5 of 5 folds", "ensemble of 5 runs");
        assertThat(made.err())
                .contains("5 of 5 folds predicted", "post-processing: largest component of the foreground is ");
        List<Path> tables;
        try (Stream<Path> found = Files.list(directory.resolve("runs/small/cross-validation"))) {
            tables =
                    found.filter(path -> path.toString().endsWith("-cases.csv")).toList();
        }
        assertThat(tables).hasSize(1);
        List<String> cases;
        try (Stream<String> lines = Files.lines(tables.get(0))) {
            cases = lines.skip(1).map(line -> line.split(",")[5]).distinct().toList();
        }
        assertThat(cases).as("every patient is tested by one fold").hasSize(10);

        String ensemble = "runs/small/ensemble";
        assertThat(Files.readString(directory.resolve(ensemble).resolve("ensemble.json")))
                .contains("../full/seed-", "\"learned-on\" : \"cross-validated predictions of 5 folds, 10 volumes\"");
        StartScript.Result predicted = septum.run("predict", ensemble, "in.png", "-o", "mask.png");
        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(directory.resolve("mask.png")).isRegularFile();

        refused(septum.run("ensemble", folds.get(0), folds.get(0), "-o", "twice"), "named twice");
        assertThat(directory.resolve("twice")).doesNotExist();
        changedMembersAreRefused();
    }

    /** Folds have seen all of each other's test; two seeds of one split have not, and are scored like one run. */
    @Test
    void anEnsembleIsScoredOnWhatNoMemberHasSeen() throws Exception {
        refused(
                septum.run("evaluate", folds.get(0), folds.get(1)),
                "holds nothing that no member was trained or validated on",
                "--data DIR");

        Files.writeString(
                directory.resolve("seeds.yaml"),
                EXPERIMENT
                        .lines()
                        .filter(line -> !line.startsWith("ablation"))
                        .map(line -> line.replace("name: small", "name: seeds")
                                .replace("fold: 0, validation: 0", "fold: 0, validation: 0, seed: 1")
                                .replace("report: [csv]", "report: [csv, html]"))
                        .collect(Collectors.joining("\n")));
        for (String seed : List.of("1", "2")) {
            StartScript.Result trained = septum.run("run", "seeds.yaml", "--set", "seed=" + seed);
            assertThat(trained.code()).as(trained.err()).isZero();
        }
        List<String> runs;
        try (Stream<Path> found = Files.list(directory.resolve("runs/seeds/base"))) {
            runs = found.map(path -> directory.relativize(path).toString())
                    .sorted()
                    .toList();
        }
        assertThat(septum.run("ensemble", runs.get(0), runs.get(1), "-o", "both")
                        .code())
                .isZero();

        StartScript.Result evaluated = septum.run("evaluate", "both");

        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        Path reports = directory.resolve(evaluated.out().strip());
        assertThat(reports).isDirectoryContaining("glob:**report.html");
        assertThat(Files.readString(reports.resolve("report.html"))).contains("an ensemble of 2 runs");
        assertThat(Files.readString(reports.resolve("provenance.json"))).contains("\"average\" : \"logits\"");
        assertThat(Files.readAllLines(reports.resolve("cases.csv")))
                .as("the same cases as each member's test")
                .hasSameSizeAs(Files.readAllLines(directory.resolve(runs.get(0)).resolve("cases.csv")));
        comparedLikeARun(runs);
    }

    private void comparedLikeARun(List<String> runs) throws IOException, InterruptedException {
        assertThat(septum.run("runs", ".").out()).contains("both/evaluations/test ");
        StartScript.Result compared = septum.run("compare", "both", runs.get(0), "-o", "compared");
        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.out()).containsPattern("structures/dice/mean +both ");
        refused(septum.run("compare", "both", folds.get(1), "-o", "folds"), "has other training and test cases");
        refused(
                septum.run("predict", "both/evaluations/test", "in.png", "-o", "none.png"),
                "these are the scores of an evaluation and no model");
    }

    @Test
    void postProcessingIsScoredOverTheFolds() throws Exception {
        Files.writeString(
                directory.resolve("always.yaml"),
                EXPERIMENT
                        .replace("name: small", "name: always")
                        .replace("folds: 5", "folds: 2")
                        .replace("of: foreground}]}", "of: foreground}], keep-post-processing: always}"));
        StartScript.Result trained = septum.run("ablate", "always.yaml");
        assertThat(trained.code()).as(trained.err()).isZero();

        StartScript.Result made = septum.run("ensemble", "runs/always");

        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out())
                .contains("full, seed 1: the same cases without and with the post-processing that is kept")
                .containsPattern("dice +mean of classes +[0-9.]+ +[0-9.]+ ");
        Path tables = directory.resolve("runs/always/cross-validation");
        assertThat(Files.readAllLines(tables.resolve("full-seed-1-cases-with-post-processing.csv")))
                .as("three classes of ten patients, and a header")
                .hasSize(31);
    }

    /** What an ensemble cannot be made of or used with is found before anything is computed or written. */
    @Test
    void membersThatDoNotFitAreRefused() throws Exception {
        Files.writeString(
                directory.resolve("binary.yaml"),
                EXPERIMENT
                        .lines()
                        .filter(line -> !line.startsWith("ablation"))
                        .map(line -> line.replace("name: small", "name: other")
                                .replace("type: multiclass, loss", "type: binary, positive: [lv], loss")
                                .replace("loss: cross-entropy", "loss: bce"))
                        .collect(Collectors.joining("\n")));
        StartScript.Result trained = septum.run("run", "binary.yaml");
        assertThat(trained.code()).as(trained.err()).isZero();
        String other = only(directory.resolve("runs/other/base"));
        refused(
                septum.run("ensemble", folds.get(0), other, "-o", "mixed"),
                other + ": this run decides between",
                "the same heads with the same classes in the same order");
        assertThat(directory.resolve("mixed")).doesNotExist();

        assertThat(septum.run("ensemble", folds.get(0), folds.get(3), "-o", "kept")
                        .code())
                .isZero();
        Path member = directory.resolve(folds.get(3));
        Path away = member.resolveSibling("away");
        Files.move(member, away);
        refused(
                septum.run("predict", "kept", "in.png", "-o", "none.png"),
                folds.get(3) + " is not there any more; put it back, or make the ensemble anew");
        refused(
                septum.run("ensemble", "runs/small", "-o", "four"),
                "1 training of the ablation has not finished",
                "--without-missing goes on with the others");
        Files.move(away, member);
        assertThat(directory.resolve("four")).doesNotExist();

        Path experiment = member.resolve("experiment.yaml");
        String before = Files.readString(experiment);
        Files.writeString(experiment, before.replaceFirst("(?m)^( *)learning-rate: .*$", "$1learning-rate: 0.5"));
        refused(septum.run("evaluate", "kept", "--data", "."), folds.get(3), "learning-rate");
        Files.writeString(experiment, before);
        Path status = member.resolve("status.json");
        String finished = Files.readString(status);
        Files.writeString(status, finished.replace("finished", "interrupted"));
        refused(
                septum.run("ensemble", folds.get(0), folds.get(3), "-o", "unfinished"),
                "has not finished (interrupted)",
                "an ensemble is made of finished runs");
        Files.writeString(status, finished);
        assertThat(directory.resolve("unfinished")).doesNotExist();
        assertThat(directory.resolve("none.png")).doesNotExist();
    }

    private static String only(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return directory.relativize(found.findFirst().orElseThrow()).toString();
        }
    }

    /** Another checkpoint of the same name. */
    private void changedMembersAreRefused() throws IOException, InterruptedException {
        assertThat(septum.run("ensemble", folds.get(1), folds.get(2), "-o", "changed")
                        .code())
                .isZero();
        Path checkpoint = directory.resolve(folds.get(2)).resolve("checkpoints/last.safetensors");
        Files.write(checkpoint, new byte[] {0}, StandardOpenOption.APPEND);
        refused(septum.run("predict", "changed", "in.png", "-o", "other.png"), folds.get(2));
        assertThat(directory.resolve("other.png")).doesNotExist();
    }
}
