// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run whose data, experiment or files change after it was made: what uses it again says so. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class RunTruthIT {

    private static final String EXPERIMENT = """
            septum: 1
            name: truth
            data:
              dataset:
                type: image-folder
                root: pictures
                images: "images/{id}.png"
                masks: "masks/{id}.png"
                levels: {background: 0, lv: 255}
              split: {type: by-group, validation: 0.2, test: 0.2}
              size: [16, 16]
              batch-size: 4
            model: {type: unet, depth: 1, base-channels: 2}
            heads:
              lv: {type: binary, positive: [lv], loss: bce, metrics: [dice]}
            optimizer: {type: adam, learning-rate: 0.01}
            training: {epochs: 1}
            checkpoint: [last]
            report: [console, csv, html]
            runtime: {threads: 1}
            """;

    private static final String CHANGED = "what this run was made from is no longer what is there:\n  - ";

    @TempDir
    private static Path folder;

    private static StartScript septum;
    private static Path run;

    @BeforeAll
    static void finishARun() throws Exception {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), folder);
        makePictures();
        Files.writeString(folder.resolve("a.yaml"), EXPERIMENT);
        StartScript.Result trained = septum.run("run", "a.yaml");
        assertThat(trained.code()).as(trained.err()).isZero();
        run = onlyRun("truth");
    }

    @BeforeEach
    void putBackTheData() throws IOException {
        makePictures();
        Files.deleteIfExists(picture("images", 30));
        Files.deleteIfExists(picture("masks", 30));
    }

    private static void makePictures() throws IOException {
        for (int patient = 0; patient < 15; patient++) {
            makePatient(patient, 3);
        }
    }

    /** @param row where the mask's square begins, in pixels */
    private static void makePatient(int patient, int row) throws IOException {
        Pictures.write(
                picture("images", patient),
                16,
                (y, x) -> (y * 16 + x + 17 * patient) % 60 + (y >= 3 && y < 9 ? 100 : 0));
        Pictures.write(picture("masks", patient), 16, (y, x) -> y >= row && y < row + 6 && x >= 4 && x < 10 ? 255 : 0);
    }

    private static Path picture(String kind, int patient) {
        return folder.resolve("pictures").resolve(kind).resolve("p" + patient + ".png");
    }

    private static String provenance() throws IOException {
        return Files.readString(folder.resolve(run).resolve("provenance.json"));
    }

    /** The number of a patient of the run's test part. */
    private static int tested() throws IOException {
        String test = provenance().replaceAll("(?s).*\"test\" : \\[ \"p(\\d+)\".*", "$1");
        return Integer.parseInt(test);
    }

    private static void assertRefused(StartScript.Result result, String line) {
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(2);
        // The ends of a message's own lines are no foreign ones, which are shown as numbers.
        assertThat(result.err()).contains(line).doesNotContain("\tat ", "\\u000a");
    }

    @Test
    void aNewPatientIsNamedAndTheRecordedTestIsScored() throws Exception {
        List<String> before = casesOf(folder.resolve(run).resolve("cases.csv"));
        makePatient(30, 3);
        StartScript.Result evaluated = septum.run("evaluate", run.toString());
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.out())
                .contains("1 group is not in this run's record, belongs to no part and is left out: p30");
        Path evaluation = folder.resolve(run).resolve("evaluations/test");
        assertThat(casesOf(evaluation.resolve("cases.csv"))).isEqualTo(before);
        assertThat(evaluation.resolve("report.html")).content().contains("left out: p30");
        assertThat(evaluation.resolve("provenance.json")).content().contains("\"sha256\"", "\"part\" : \"test\"");
        assertRefused(septum.run("run", "a.yaml"), "data of p30: new, the run does not know it");
        StartScript.Result packed = septum.run("pack", run.toString());
        assertThat(packed.code()).as(packed.err()).isZero();
        assertThat(packed.err()).contains("belongs to no part and is left out: p30");
    }

    /** A trained model has left them behind, but a pack is made to train it again. */
    @Test
    void otherStartWeightsMatterToAPackOnly() throws Exception {
        Path weights = folder.resolve("start.safetensors");
        Path model = folder.resolve(run).resolve("checkpoints/last.safetensors");
        Files.copy(model, weights);
        StartScript.Result trained =
                septum.run("run", "a.yaml", "--set", "name=warm", "--set", "model.weights=start.safetensors");
        assertThat(trained.code()).as(trained.err()).isZero();
        Path warm = onlyRun("warm");
        Files.copy(
                folder.resolve(warm).resolve("checkpoints/last.safetensors"),
                weights,
                StandardCopyOption.REPLACE_EXISTING);
        String line = "start weights start.safetensors: another content, SHA-256 ";
        assertRefused(septum.run("pack", warm.toString()), CHANGED + line);
        StartScript.Result evaluated = septum.run("evaluate", warm.toString());
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains("which does not concern this: " + line);
    }

    /** The folder of an experiment's one run. */
    private static Path onlyRun(String experiment) throws IOException {
        return folder.relativize(
                Pictures.only(folder.resolve("runs").resolve(experiment).resolve("base")));
    }

    private static List<String> casesOf(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .filter(line -> line.startsWith("test,"))
                .toList();
    }

    @Test
    void aChangedMaskIsRefusedEverywhereOrAcceptedAndStamped() throws Exception {
        int patient = tested();
        makePatient(patient, 9);
        String line = "data of p" + patient + ": labels have changed";
        assertRefused(septum.run("evaluate", run.toString()), CHANGED + line);
        assertRefused(septum.run("pack", run.toString()), CHANGED + line);
        assertRefused(septum.run("run", "a.yaml"), line);
        StartScript.Result accepted = septum.run("evaluate", run.toString(), "--flip", "--accept-changes");
        assertThat(accepted.code()).as(accepted.err()).isZero();
        assertThat(accepted.err()).contains("accepted: " + line);
        Path evaluation = folder.resolve(run).resolve("evaluations/test-flip");
        assertThat(evaluation.resolve("report.html"))
                .content()
                .contains("changed since the run was made, and accepted: " + line);
        assertThat(evaluation.resolve("provenance.json"))
                .content()
                .contains("\"accepted-changes\" : [ \"" + line + "\" ]");
    }

    @Test
    void anEditedExperimentIsRefusedWithItsKey() throws Exception {
        Path file = folder.resolve(run).resolve("experiment.yaml");
        String text = Files.readString(file);
        try {
            Files.writeString(file, text.replace("learning-rate: 0.01", "learning-rate: 0.5"));
            String line = CHANGED + "experiment.yaml was edited: optimizer.learning-rate: 0.01 -> 0.5\n";
            assertRefused(septum.run("evaluate", run.toString()), line);
            assertRefused(septum.run("pack", run.toString()), line);
            Path picture = picture("images", 1);
            assertRefused(septum.run("predict", run.toString(), picture.toString(), "-o", "m.png"), line);
        } finally {
            Files.writeString(file, text);
        }
    }

    @Test
    void evaluationsOfFoldersOfOneNameDoNotShareOne() throws Exception {
        for (String parent : List.of("one", "two")) {
            Path set = Files.createDirectories(folder.resolve(parent)).resolve("set");
            if (!Files.exists(set)) {
                Files.createSymbolicLink(set, folder.resolve("pictures"));
            }
            StartScript.Result evaluated = septum.run("evaluate", run.toString(), "--data", set.toString());
            assertThat(evaluated.code()).as(evaluated.err()).isZero();
        }
        try (Stream<Path> evaluations = Files.list(folder.resolve(run).resolve("evaluations"))) {
            assertThat(evaluations.filter(path -> path.getFileName().toString().matches("test-of-set-[0-9a-f]{8}")))
                    .hasSize(2);
        }
    }

    @Test
    void dataThatCannotBeReadAreADifferenceInOneLine() throws Exception {
        Files.writeString(picture("images", 0), "broken");
        Files.writeString(picture("images", 1), "broken");
        assertRefused(
                septum.run("run", "a.yaml"),
                "\n  - it cannot be compared: image 'images/p0.png' is not a PNG, JPEG or TIFF file");
    }

    /** Killed after its last epoch; what is left is the test. */
    @Test
    void aResumedRunKeepsItsRecordAndItsParts() throws Exception {
        Path other = leaveARunAsAKillWould();
        String begun = Files.readString(folder.resolve(other).resolve("provenance.json"));
        int patient = tested();
        Path mask = picture("masks", patient);
        Path image = picture("images", patient);
        Files.delete(mask);
        Files.delete(image);
        assertRefused(septum.run("resume", other.toString()), CHANGED + "data of p" + patient + ": missing");
        assertThat(folder.resolve(other).resolve("provenance.json")).content().isEqualTo(begun);
        makePatient(patient, 3);
        assertRefused(
                septum.run("resume", other.toString(), "--set", "optimizer.learning-rate=0.5"),
                "--set optimizer.learning-rate: this would change the result of a run that has begun");
        makePatient(30, 3);
        StartScript.Result resumed = septum.run(
                "resume", other.toString(), "--set", "runtime.loader-threads=2", "--set", "report=[console]");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("belongs to no part and is left out: p30");
        String ended = Files.readString(folder.resolve(other).resolve("provenance.json"));
        assertThat(ended).contains("\"runtime.loader-threads\" : \"2\"", "\"status\" : \"finished\"");
        assertThat(ended).doesNotContain("\"p30\"");
        String start = begun.replaceAll("(?s).*?(\"start\" : \"[^\"]+\").*", "$1");
        assertThat(ended).contains(start);
    }

    private static Path leaveARunAsAKillWould() throws Exception {
        Files.writeString(
                folder.resolve("b.yaml"),
                EXPERIMENT.replace("epochs: 1", "epochs: 2").replace("name: truth", "name: two"));
        StartScript.Result trained = septum.run("run", "b.yaml");
        assertThat(trained.code()).as(trained.err()).isZero();
        Path made = folder.resolve(onlyRun("two"));
        // As if the power had gone before the last status was written.
        Path status = made.resolve("status.json");
        Files.writeString(status, Files.readString(status).replace("finished", "running"));
        Path record = made.resolve("provenance.json");
        Files.writeString(
                record,
                Files.readString(record)
                        .replaceAll("(?s),\\s*\"end\" : \"[^\"]*\"", "")
                        .replace("\"finished\"", "\"running\""));
        return onlyRun("two");
    }
}
