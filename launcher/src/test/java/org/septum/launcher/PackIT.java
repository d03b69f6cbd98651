// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that used a stranger's plugin is packed by one Septum and replayed by another, which has never seen the plugin and
 * has the data elsewhere.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PackIT {

    private static final String EXPERIMENT = """
            septum: 1
            name: packed
            data:
              dataset:
                type: image-folder
                root: pictures
                images: "images/{id}.png"
                masks: "masks/{id}.png"
                levels: {background: 0, lv: 255}
              split: {type: by-group, validation: 0.25, test: 0.25}
              size: [16, 16]
              batch-size: 2
            model: {type: unet, depth: 2, base-channels: 4}
            heads:
              lv: {type: binary, positive: [lv], loss: bce, metrics: [dice, foreign]}
            training: {epochs: 2}
            checkpoint: [last]
            report: [csv, html]
            runtime: {threads: 1}
            """;

    /** The plugin leaves this file behind in the current folder, as soon as its code is run. */
    private static final String TRACE = "the plugin has run";

    private static final String ENTRY = "plugins/test.foreign-1.2.0.jar";

    @TempDir
    private static Path folder;

    private static Path pack;
    private static String hash;
    private static Path packedRun;

    @TempDir
    private Path work;

    private StartScript septum;

    /** A Septum of its own in every respect but the built application, which it shares by a link. */
    private static StartScript septumIn(Path home, Path work) throws IOException {
        Path script = Files.copy(
                Path.of("septum"),
                Files.createDirectories(home.resolve("launcher")).resolve("septum"));
        Files.createDirectories(linkIn(home).getParent());
        Files.createSymbolicLink(linkIn(home), Path.of("target/app").toRealPath());
        return new StartScript(script, work);
    }

    private static Path linkIn(Path home) {
        return home.resolve("launcher/target/app");
    }

    private static TestBundle plugin(double value) {
        return new TestBundle("test.foreign").header("Bundle-Version", "1.2.0").score("foreign", value, """
                try { java.nio.file.Files.write(java.nio.file.Path.of("%s"), new byte[0]); }
                catch (java.io.IOException e) { throw new IllegalStateException(e); }
                """.formatted(
                        TRACE));
    }

    /** The plugin belongs to the first Septum's home. */
    @BeforeAll
    static void packARun() throws Exception {
        Path home = folder.resolve("home");
        Path data = Files.createDirectory(folder.resolve("one"));
        StartScript first = septumIn(home, data);
        Path jar = home.resolve("plugins/foreign.jar");
        plugin(0.25).write(jar);
        hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        makePictures(data.resolve("pictures"));
        Files.writeString(data.resolve("a.yaml"), EXPERIMENT);

        StartScript.Result trained = first.run("run", "a.yaml");
        assertThat(trained.err()).isEmpty();
        assertThat(trained.code()).isZero();
        assertThat(data.resolve(TRACE)).exists();
        packedRun = onlyRun(data);
        pack = folder.resolve("the run.zip");
        StartScript.Result packed = first.run("pack", packedRun.toString(), "-o", pack.toString());
        assertThat(packed.err()).isEmpty();
        assertThat(packed.out()).isEqualTo(pack + "\n");
        assertThat(first.run("pack", packedRun.toString(), "-o", pack.toString())
                        .err())
                .isEqualTo("septum: replaced " + pack + ", which was there before\n");
    }

    @BeforeEach
    void moveToAnotherSeptum() throws IOException {
        septum = septumIn(work.resolve("home"), work);
        makePictures(work.resolve("data/moved"));
    }

    @AfterEach
    void removeTheLink() throws IOException {
        Files.delete(linkIn(work.resolve("home")));
    }

    @AfterAll
    static void removeTheFirstLink() throws IOException {
        Files.delete(linkIn(folder.resolve("home")));
    }

    private StartScript.Result replay(String... options) throws Exception {
        return septum.run(Stream.concat(
                        Stream.of("run", pack.toString(), "--set", "data.dataset.root=data/moved"), Stream.of(options))
                .toArray(String[]::new));
    }

    @Test
    void isReplayedOnceItsPluginWasTakenOutOfThePack() throws Exception {
        StartScript.Result refused = replay("--locked");

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("the run used plugins that are not installed:\n  - test.foreign 1.2.0, SHA-256 " + hash
                        + ", in the pack as " + ENTRY + "\n")
                .endsWith("\n    septum pack --extract-plugins '" + pack + "'\n    septum plugins trust\n");
        assertThat(work.resolve("runs")).doesNotExist();
        assertThat(work.resolve("plugins")).doesNotExist();

        StartScript.Result extracted = septum.run("pack", "--extract-plugins", pack.toString());

        assertThat(extracted.code()).isZero();
        assertThat(extracted.out()).isEqualTo(ENTRY + "\n");
        assertThat(extracted.err())
                .isEqualTo("septum: these are programs, and not started yet; if you trust their makers: septum plugins"
                        + " trust\n");
        StartScript.Result untrusted = replay("--locked");
        assertThat(untrusted.code()).isEqualTo(3);
        assertThat(untrusted.err()).startsWith("septum: not started: " + ENTRY + ". Jars in ");
        assertThat(work.resolve(TRACE)).doesNotExist();
        septum.trustPlugins();

        StartScript.Result replayed = replay("--locked");

        assertThat(replayed.err()).isEmpty();
        assertThat(replayed.code()).isZero();
        assertThat(work.resolve(TRACE)).exists();
        Path run = onlyRun(work);
        for (String file : List.of("metrics.csv", "cases.csv", "checkpoints/last.safetensors")) {
            assertThat(run.resolve(file)).hasSameBinaryContentAs(packedRun.resolve(file));
        }
        assertThat(run.resolve("metrics.csv")).content().contains("test,lv,foreign,all,0.25");
    }

    /** Who requires a lock must list a plugin first that the command line names. */
    @Test
    void aRequiredLockStillCounts() throws Exception {
        septum.with("SEPTUM_PLUGINS_LOCK", "required").run("pack", "--extract-plugins", pack.toString());

        StartScript.Result unlisted = replay("--locked", "--plugins", "plugins");

        assertThat(unlisted.code()).isEqualTo(3);
        assertThat(unlisted.err()).contains(ENTRY + ": there is no ", "its SHA-256 is " + hash);
        assertThat(work.resolve(TRACE)).doesNotExist();

        septum.run("plugins", "--lock");

        assertThat(replay("--locked", "--plugins", "plugins").code()).isZero();
    }

    @Test
    void aPluginOfTheSameNameWithOtherBytesIsDrift() throws Exception {
        plugin(0.75).write(work.resolve("plugins/foreign.jar"));
        septum.trustPlugins();

        StartScript.Result drifted = replay("--locked");

        assertThat(drifted.code()).isEqualTo(2);
        assertThat(drifted.err())
                .contains("the run used other plugins than are installed:\n  - test.foreign 1.2.0, SHA-256 " + hash
                        + ", in the pack as " + ENTRY + ", installed is 1.2.0, SHA-256 ")
                .contains(" (" + work.toRealPath().resolve("plugins/foreign.jar") + ")\n")
                .contains("Without --locked, the installed ones are used");
        assertThat(work.resolve("runs")).doesNotExist();
        assertThat(work.resolve(TRACE)).doesNotExist();

        assertThat(replay().code()).isZero();
        assertThat(onlyRun(work).resolve("metrics.csv")).content().contains("test,lv,foreign,all,0.75");
    }

    @Test
    void otherDataAreDrift() throws Exception {
        septum.run("pack", "--extract-plugins", pack.toString());
        septum.trustPlugins();
        writePicture(work.resolve("data/moved/images/b.png"), 101);

        StartScript.Result drifted = replay("--locked");

        assertThat(drifted.code()).isEqualTo(2);
        assertThat(drifted.err())
                .contains("the experiment is no longer what was locked:\n  - images of b: locked ")
                .doesNotContain("images of a", "labels of", "bundle ");
        assertThat(work.resolve("runs")).doesNotExist();
    }

    private static void makePictures(Path root) throws IOException {
        for (String patient : List.of("a", "b", "c", "d")) {
            writePicture(root.resolve("images/" + patient + ".png"), 100 + patient.charAt(0));
            writePicture(root.resolve("masks/" + patient + ".png"), 255);
        }
    }

    /** A square picture whose first row has a grey level and the rest is black. */
    private static void writePicture(Path file, int level) throws IOException {
        Pictures.write(file, 16, (row, column) -> row == 0 ? level : 0);
    }

    private static Path onlyRun(Path work) throws IOException {
        return Pictures.only(work.resolve("runs/packed/base"));
    }
}
