// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart at reduced size, from the command line to the files that it leaves. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ExperimentIT {

    private static final int EPOCHS = 9;

    private static final List<String> REDUCED = List.of(
            "data.dataset.patients=10",
            "data.dataset.slices=4",
            "data.dataset.size=[32,32]",
            "data.size=[32,32]",
            "model.depth=2",
            "model.base-channels=4",
            "optimizer.learning-rate=1e-2",
            "training.epochs=" + EPOCHS);

    @TempDir
    private static Path directory;

    private static StartScript septum;
    private static StartScript.Result result;
    private static Path run;

    @BeforeAll
    static void runOnce() throws Exception {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
        result = septum.run(quickstart());
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        run = onlyRunIn("runs");
    }

    @Test
    void leavesTheFilesOfARunAndNoOthers() throws Exception {
        assertThat(filesOf(run))
                .containsExactlyInAnyOrder(
                        "experiment.yaml",
                        "provenance.json",
                        "metrics.csv",
                        "cases.csv",
                        "steps.csv",
                        "checkpoints/best.safetensors",
                        "checkpoints/last.safetensors",
                        "checkpoints/resume.safetensors",
                        "report.html",
                        "log.txt",
                        "status.json");
        assertThat(read("status.json")).contains("\"status\" : \"finished\"");
        assertThat(read("provenance.json")).contains("\"org.septum.engine\"", "\"samples-sha256\"", "\"end\"");
        assertThat(result.out())
                .contains("epoch " + EPOCHS + "/" + EPOCHS, run.getFileName().toString());
    }

    @Test
    void recordsTheExperimentAsItReadsBack() throws Exception {
        String experiment = read("experiment.yaml");

        StartScript.Result shown =
                septum.run("show", run.resolve("experiment.yaml").toString());

        assertThat(shown.out()).isEqualTo(experiment);
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(experiment.getBytes(StandardCharsets.UTF_8)));
        assertThat(run).hasFileName("seed-1-" + hash.substring(0, 8));
        assertThat(read("provenance.json")).contains(hash);
    }

    @Test
    void writesTablesThatAgreeWithEachOther() throws Exception {
        assertThat(read("metrics.csv")).startsWith("epoch,part,head,metric,class,value\n");
        assertThat(read("cases.csv")).startsWith("part,head,metric,class,unit,case,group,value,empty-rule\n");
        assertThat(read("steps.csv")).startsWith("step,epoch,loss,learning-rate,");
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            assertThat(values("metrics.csv", epoch + ",train,,loss,all")).hasSize(1);
            assertThat(values("metrics.csv", epoch + ",validation,structures,dice,rv"))
                    .hasSize(1);
        }
        for (String label : List.of("rv", "myocardium", "lv")) {
            List<Double> patients = values("cases.csv", "test,structures,dice," + label + ",volume,.*,patient.*");
            assertThat(patients).hasSize(2);
            assertThat(values("metrics.csv", "\\d+,test,structures,dice," + label))
                    .singleElement()
                    .satisfies(
                            mean -> assertThat(mean).isCloseTo((patients.get(0) + patients.get(1)) / 2, within(1e-12)));
        }
    }

    @Test
    void reportsInOneFileThatNeedsNoNetwork() throws Exception {
        assertThat(read("report.html"))
                .contains("quickstart", "<svg", "data:image/png;base64,")
                .doesNotContain("http:", "https:", "<link", "@import", "url(")
                .doesNotContainPattern("(?:src|href)=\"(?!data:|#)");
    }

    @Test
    void repeatsARunOnlyWhenToldToAndThenToTheLastBit() throws Exception {
        byte[] best = Files.readAllBytes(run.resolve("checkpoints/best.safetensors"));
        byte[] last = Files.readAllBytes(run.resolve("checkpoints/last.safetensors"));

        StartScript.Result refused = septum.run(quickstart());

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("a run of this very experiment is already there (finished)", "--overwrite");

        StartScript.Result repeated = septum.run(quickstart("--overwrite"));

        assertThat(repeated.code()).isZero();
        assertThat(run.resolve("checkpoints/best.safetensors")).hasBinaryContent(best);
        assertThat(run.resolve("checkpoints/last.safetensors")).hasBinaryContent(last);
    }

    /** With a learning rate of zero, the weights at the end are those of the file. */
    @Test
    void startsFromTheWeightsOfACheckpoint() throws Exception {
        Path weights = run.resolve("checkpoints/last.safetensors");

        StartScript.Result started = septum.run(quickstart(
                "--runs",
                "started",
                "--set",
                "model.weights=" + weights,
                "--set",
                "optimizer.learning-rate=0",
                "--set",
                "training.epochs=1"));

        assertThat(started.err()).isEmpty();
        assertThat(started.code()).isZero();
        Path end = onlyRunIn("started").resolve("checkpoints/last.safetensors");
        for (String name : List.of("encoder.0.conv1.weight", "head.weight", "head.bias")) {
            assertThat(array(end, name)).isNotEmpty().isEqualTo(array(weights, name));
        }
    }

    @Test
    void goesOnAfterCtrlCAsIfNothingHadHappened() throws Exception {
        assumeFalse(interruptsAreIgnored(), "started in the background of a script, where nothing hears Ctrl-C");

        StartScript.Result stopped = septum.interruptAfter("epoch 1/", quickstart("--runs", "stopped"));

        Path interrupted = onlyRunIn("stopped");
        assertThat(stopped.code()).isEqualTo(130);
        assertThat(stopped.err())
                .isEqualTo("septum: interrupted; 'septum resume stopped/quickstart/base/" + interrupted.getFileName()
                        + "' goes on.\n");
        assertThat(stopped.out()).doesNotContain("epoch " + EPOCHS + "/");
        assertThat(interrupted.resolve("status.json")).content().contains("\"interrupted\"");

        StartScript.Result resumed = septum.run("resume", interrupted.toString());

        assertThat(resumed.err()).isEmpty();
        assertThat(resumed.code()).isZero();
        assertThat(filesOf(interrupted)).containsExactlyInAnyOrderElementsOf(filesOf(run));
        for (String same : List.of("checkpoints/best.safetensors", "checkpoints/last.safetensors", "cases.csv")) {
            assertThat(interrupted.resolve(same)).hasSameBinaryContentAs(run.resolve(same));
        }
        assertThat(interrupted.resolve("metrics.csv")).hasSameTextualContentAs(run.resolve("metrics.csv"));
        assertThat(losses(interrupted)).isEqualTo(losses(run));
    }

    private static String[] quickstart(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                Path.of("../experiments/quickstart.yaml").toAbsolutePath().toString()));
        for (String override : REDUCED) {
            arguments.add("--set");
            arguments.add(override);
        }
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }

    private static Path onlyRunIn(String runs) throws IOException {
        return Pictures.only(directory.resolve(runs).resolve("quickstart/base"));
    }

    private static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    private static String read(String name) throws IOException {
        return Files.readString(run.resolve(name));
    }

    /** The last column of the rows whose other columns match. */
    /** The values of the rows with these columns before the value. */
    private static List<Double> values(String table, String columns) throws IOException {
        return read(table)
                .lines()
                // cases.csv says behind the value whether a rule gave it.
                .map(row -> row.replaceAll(",(true|false)$", ""))
                .filter(row -> row.matches(columns + ",[^,]*"))
                .map(row -> Double.valueOf(row.substring(row.lastIndexOf(',') + 1)))
                .toList();
    }

    /** Step, epoch, loss and learning rate of every step, without the times. */
    private static List<String> losses(Path folder) throws IOException {
        return Files.readString(folder.resolve("steps.csv"))
                .lines()
                .map(row -> row.replaceAll("(,[^,]*){2}$", ""))
                .toList();
    }

    /** The bytes of one array of a safetensors file. */
    private static byte[] array(Path file, String name) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int header = Math.toIntExact(
                ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong());
        Matcher offsets = Pattern.compile("\"" + name + "\":\\{[^}]*\"data_offsets\":\\[(\\d+),(\\d+)]")
                .matcher(new String(content, 8, header, StandardCharsets.UTF_8));
        assertThat(offsets.find()).as(name).isTrue();
        int start = 8 + header;
        return Arrays.copyOfRange(
                content, start + Integer.parseInt(offsets.group(1)), start + Integer.parseInt(offsets.group(2)));
    }

    /** Whether SIGINT, the second bit, is among the signals that this process and its children ignore. */
    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
}
