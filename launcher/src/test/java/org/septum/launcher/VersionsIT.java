// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Several versions of a plugin, side by side and one after the other. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class VersionsIT {

    private static final String EXPERIMENT = """
            septum: 1
            name: versions
            data:
              dataset: {type: phantom, patients: 6, slices: 2, size: [16, 16]}
              split: {type: by-group, validation: 0.25, test: 0.34}
              size: [16, 16]
            model: {type: unet, depth: 2, base-channels: 4}
            heads:
              lv: {type: binary, positive: [lv], loss: bce, metrics: [fixed]}
            training: {epochs: 1}
            checkpoint: [last]
            report: [csv]
            runtime: {threads: 1}
            """;

    private static final String PLACE = "heads.lv.metrics[0]";

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeEach
    void prepare() {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory).with("OMP_NUM_THREADS", "1");
    }

    /** The plugin, with the same symbolic name in every version. */
    private static TestBundle plugin(String version, double value, String first) {
        return new TestBundle("test.fixed").header("Bundle-Version", version).score("fixed", value, first);
    }

    private void experiment(String metric, String ablation) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), EXPERIMENT.replace("[fixed]", "[" + metric + "]") + ablation);
    }

    @Test
    void twoVersionsInOneAblation() throws Exception {
        plugin("1.2.0", 0.25, "").write(directory.resolve("plugins/fixed-1.2.jar"));
        plugin("1.3.0", 0.75, "").write(directory.resolve("plugins/fixed-1.3.jar"));
        septum.trustPlugins();
        experiment("fixed@1.2", "ablation: {baseline: older, variants: {newer: {heads.lv.metrics: [fixed@1.3]}}}\n");

        StartScript.Result result = septum.run("ablate", "a.yaml");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        Path older = run("older", 1);
        assertThat(used(older)).contains("\"bundle\" : \"test.fixed\"", "\"version\" : \"1.2.0\"");
        assertThat(older.resolve("experiment.yaml")).content().contains("fixed@1.2.0");
        assertThat(older.resolve("metrics.csv")).content().contains("test,lv,fixed,all,0.25");
        Path newer = run("newer", 1);
        assertThat(used(newer)).contains("\"bundle\" : \"test.fixed\"", "\"version\" : \"1.3.0\"");
        assertThat(newer.resolve("experiment.yaml")).content().contains("fixed@1.3.0");
        assertThat(newer.resolve("metrics.csv")).content().contains("test,lv,fixed,all,0.75");

        assertThat(septum.run("plugins").out().lines().filter(line -> line.contains(" fixed ")))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("test.fixed", "1.2.0"))
                .anySatisfy(line -> assertThat(line).contains("test.fixed", "1.3.0"));

        StartScript.Result bare = septum.run("show", "a.yaml", "--set", PLACE + "=fixed");
        assertThat(bare.code()).isEqualTo(2);
        assertThat(bare.err())
                .contains("several components fit 'fixed': fixed@1.2.0 (test.fixed, ", "fixed@1.3.0 (test.fixed, ")
                .contains("say which with its version, for example type: fixed@1.3.0");
        assertThat(septum.run("show", "a.yaml", "--set", PLACE + "=fixed@1.3").out())
                .contains("fixed@1.3.0");
    }

    /** The first run, not the ablation that checks it, waits in its metric for the test, which meanwhile overwrites the jar that the run has begun with. */
    @Test
    void aJarDroppedInDuringAnAblationIsUsedByTheNextRun() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        String wait = """
                if (System.getenv("SEPTUM_ENDS_WITH") != null && System.getProperty("test.fixed.waited") == null) {
                  System.setProperty("test.fixed.waited", "yes");
                  try (java.io.InputStream in = new java.io.FileInputStream("pipe")) { in.read(); }
                  catch (java.io.IOException e) { throw new IllegalStateException(e); }
                }
                """;
        Path jar = directory.resolve("plugins/fixed.jar");
        plugin("1.2.0", 0.25, wait).write(jar);
        septum.trustPlugins();
        String hashBefore = sha256(jar);
        experiment("fixed", "ablation: {baseline: only, seeds: [1, 2]}\n");

        CompletableFuture<StartScript.Result> ablation = async(() -> septum.run("ablate", "a.yaml"));
        // Opening a pipe waits for the other end, and so for the first run.
        try (OutputStream end = async(() -> new FileOutputStream(pipe.toFile())).get(5, TimeUnit.MINUTES)) {
            plugin("1.3.0", 0.75, "").write(jar);
            septum.trustPlugins();
            end.write('\n');
        }
        StartScript.Result result = ablation.get(10, TimeUnit.MINUTES);

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        Path first = run("only", 1);
        assertThat(used(first)).contains("\"version\" : \"1.2.0\"");
        assertThat(first.resolve("provenance.json")).content().contains(hashBefore);
        assertThat(first.resolve("metrics.csv")).content().contains("test,lv,fixed,all,0.25");
        Path second = run("only", 2);
        assertThat(used(second)).contains("\"version\" : \"1.3.0\"");
        assertThat(second.resolve("provenance.json"))
                .content()
                .contains(sha256(jar))
                .doesNotContain(hashBefore);
        assertThat(second.resolve("metrics.csv")).content().contains("test,lv,fixed,all,0.75");
    }

    private Path run(String variant, int seed) throws IOException {
        try (Stream<Path> runs = Files.list(directory.resolve("runs/versions").resolve(variant))) {
            List<Path> ofSeed = runs.filter(run -> run.getFileName().toString().startsWith("seed-" + seed + "-"))
                    .toList();
            assertThat(ofSeed).hasSize(1);
            return ofSeed.get(0);
        }
    }

    /** What the run's provenance says about the metric's component. */
    private static String used(Path run) throws IOException {
        String provenance = Files.readString(run.resolve("provenance.json"));
        int start = provenance.indexOf("\"" + PLACE + "\" : {");
        assertThat(start).isPositive();
        return provenance.substring(start, provenance.indexOf('}', start));
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /** Something that waits for another process. */
    private interface Work<T> {
        T result() throws IOException, InterruptedException;
    }

    private static <T> CompletableFuture<T> async(Work<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.result();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }
}
