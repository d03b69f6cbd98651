// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same work on machines that are set up otherwise: their digits, character sets, names of folders, limits. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ElsewhereIT {

    private static final String PERSIAN = "-Duser.language=fa -Duser.country=IR";

    /** As a folder may be called that nobody thought of, and what Java, YAML, shells and URLs each take for something else. */
    private static final String ODD = "B\u00fccher 50% #1 + 'a' \"b\" ${HOME} !x\\y;[z]{w}";

    private static final String EXPERIMENT = """
            septum: 1
            name: folder
            data:
              dataset: {type: image-folder, root: "${SEPTUM_TEST_ROOT}", images: "images/{id}.png",
                masks: "masks/{id}.png", levels: {background: 0, lv: 255}}
              split: {type: by-group, validation: 0.25, test: 0.25}
              size: [16, 16]
              batch-size: 2
            model: {type: unet, depth: 2, base-channels: 4}
            heads: {lv: {type: binary, positive: [lv], loss: bce, metrics: [dice]}}
            optimizer: adam
            training: {epochs: 1}
            checkpoint: [last]
            report: [console, csv, html]
            runtime: {threads: 1}
            """;

    private static final String PHANTOM = "{type: phantom, patients: 12, slices: 1, size: [16, 16]}";

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeEach
    void writeTheExperiment() throws IOException {
        Files.writeString(directory.resolve("e.yaml"), EXPERIMENT);
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory);
    }

    /** Persian, Arabic, Bengali and others have digits of their own; samples' ids and all random numbers hang on digits. */
    @Test
    void digitsOfOnesOwnChangeNothing() throws Exception {
        septum.with("SEPTUM_TEST_ROOT", "unused");
        String[] run = {
            "run", "e.yaml", "--set", "data.dataset=" + PHANTOM, "--set", "heads.lv.positive=[myocardium]", "--runs"
        };

        StartScript.Result here = septum.run(with(run, "here"));
        StartScript.Result there = septum.with("SEPTUM_JAVA_OPTS", PERSIAN).run(with(run, "there"));

        assertThat(here.err()).isEmpty();
        assertThat(there.err()).isEmpty();
        assertThat(there.code()).isZero();
        for (String file : List.of("experiment.yaml", "metrics.csv", "cases.csv", "checkpoints/last.safetensors")) {
            assertThat(only("there/folder/base").resolve(file))
                    .hasSameBinaryContentAs(only("here/folder/base").resolve(file));
        }
    }

    /** Cron and containers set no locale, and Java then knows the names of ASCII only. */
    @Test
    void foldersAndFilesOfAnyName() throws Exception {
        assumeTrue(System.getProperty("sun.jnu.encoding").equals("UTF-8"), "this JVM cannot name such files itself");
        Path odd = Files.createDirectories(directory.resolve(ODD));
        for (String name : List.of("p\u00e4t+1", "\u6771\u4eac #2", "50%'\u00e9", "d")) {
            picture(odd, "images/" + name, 100);
            picture(odd, "masks/" + name, 255);
        }
        septum.with("LC_ALL", "C").with("SEPTUM_TEST_ROOT", odd.toString());
        String runs = odd.resolve("runs").toString();

        StartScript.Result run = septum.run("run", "e.yaml", "--runs", runs);

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        Path folder = only(ODD + "/runs/folder/base");
        assertThat(Files.readString(folder.resolve("cases.csv")))
                .containsAnyOf("p\u00e4t+1", "\u6771\u4eac #2", "50%'\u00e9");
        assertThat(septum.run("evaluate", folder.toString(), "--data", odd.toString()))
                .extracting(StartScript.Result::code, StartScript.Result::err)
                .containsExactly(0, "");
        assertThat(septum.run("predict", folder.toString(), odd + "/images", "-o", odd + "/\u00f6ut")
                        .err())
                .isEqualTo("septum: 4 images of the folder '" + odd.resolve("images") + "' taken\n");
        assertThat(odd.resolve("\u00f6ut/\u6771\u4eac #2.png")).exists();
    }

    @Test
    void saysWhatIsWrongWithTheFolderForTemporaryFiles() throws Exception {
        StartScript.Result result = septum.with("SEPTUM_JAVA_OPTS", "-Djava.io.tmpdir=" + directory.resolve("gone"))
                .run("--version");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("septum: the folder for temporary files, " + directory.resolve("gone")
                        + ", cannot be used: it does not exist. Name another one: TMPDIR=FOLDER.\n");
    }

    /** As in a container that is given a number for a user. Java would call the home "?". */
    @Test
    void aUserWithoutAHomeLeavesNothingBehind() throws Exception {
        septum.with("SEPTUM_JAVA_OPTS", "-Duser.home=?").through("unset HOME; exec \"$0\" \"$@\"");

        StartScript.Result result = septum.run("doctor");

        assertThat(result.code()).isZero();
        assertThat(directory.resolve("?")).doesNotExist();
        assertThat(result.out()).contains("started        CpuBackend");
    }

    /** The JVM had crashed: a file that it had opened was led to the log. */
    @Test
    void closedStreamsDoNotMatter() throws Exception {
        septum.through("exec \"$0\" \"$@\" <&- >&- 2>&-");

        assertThat(septum.run("--version").code()).isZero();
    }

    private static String[] with(String[] arguments, String last) {
        return Stream.concat(Stream.of(arguments), Stream.of(last)).toArray(String[]::new);
    }

    private static void picture(Path root, String name, int level) throws IOException {
        Pictures.write(
                root.resolve(name + ".png"),
                16,
                (row, column) -> row >= 4 && row < 12 && column >= 4 && column < 12 ? level : 0);
    }

    private Path only(String folder) throws IOException {
        return Pictures.only(directory.resolve(folder));
    }
}
