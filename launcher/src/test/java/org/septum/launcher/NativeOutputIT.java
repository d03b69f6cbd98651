// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What libraries print and log, native ones too, is found in a log and not on the terminal. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class NativeOutputIT {

    private static final Path APPLICATION_LOG = Path.of("target/septum.log");
    private static final String NATIVE = "_verbose,";

    @TempDir
    private Path directory;

    private StartScript septum;

    @BeforeEach
    void letOneDnnPrint() {
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory)
                .with("OMP_NUM_THREADS", "1")
                .with("ONEDNN_VERBOSE", "1");
    }

    /** It prints to C's standard output. */
    @Test
    void ofOneDnnIsInTheRunsLogAndOutsideARunInTheApplications() throws Exception {
        StartScript.Result trained = septum.run(
                "run",
                Path.of("../experiments/quickstart.yaml").toAbsolutePath().toString(),
                "--set=data.dataset.patients=4",
                "--set=data.dataset.slices=2",
                "--set=data.dataset.size=[32,32]",
                "--set=data.size=[32,32]",
                "--set=model.depth=2",
                "--set=model.base-channels=4",
                "--set=runtime.threads=1",
                "--set=training.epochs=1");

        assertThat(trained.code()).isZero();
        assertThat(trained.err()).isEmpty();
        assertThat(trained.out()).contains("epoch 1/1").doesNotContain(NATIVE);
        Path run = onlyRun();
        String log = Files.readString(run.resolve("log.txt"));
        assertThat(log).contains(NATIVE, "run of quickstart");

        StartScript.Result evaluated = septum.run("evaluate", run.toString(), "--part", "test");

        assertThat(evaluated.code()).isZero();
        assertThat(evaluated.out()).contains("dice").doesNotContain(NATIVE);
        assertThat(run.resolve("log.txt")).hasContent(log);
        assertThat(partOf("septum evaluate " + run)).contains(NATIVE);
    }

    @Test
    void ofAPluginIsInTheApplicationsLog() throws Exception {
        new TestBundle("test.talking")
                .header("Import-Package", "org.osgi.framework")
                .header("Bundle-Activator", "test.talking.Activator")
                .source("Activator", """
                        implements org.osgi.framework.BundleActivator {
                          public void start(org.osgi.framework.BundleContext context) {
                            System.out.println("printed to out");
                            System.err.println("printed to err");
                            java.util.logging.Logger.getLogger("talking").warning("logged");
                          }
                          public void stop(org.osgi.framework.BundleContext context) {} }
                        """)
                .write(directory.resolve("talking/plugin.jar"));
        String jar = directory.resolve("talking/plugin.jar").toString();

        StartScript.Result result = septum.run("plugins", "--plugins", jar);

        // It offers nothing, which is a problem of its own.
        assertThat(result.err()).contains("test.talking").doesNotContain("printed to", "logged");
        assertThat(result.out()).contains("SUMMARY").doesNotContain("printed to", "logged");
        assertThat(partOf("septum plugins --plugins " + jar))
                .contains("printed to out", "printed to err", "WARNING: logged");
    }

    /**
     * The crash is provoked with the signal of a bad memory access. Without a core file, which could be larger than the disk,
     * the JVM exits with 1; with one it would abort, which shells show as 134.
     */
    @Test
    void ofACrashIsInAFileThatTheTerminalNames() throws Exception {
        new TestBundle("test.crashing")
                .header("Import-Package", "org.osgi.framework")
                .header("Bundle-Activator", "test.crashing.Activator")
                .source("Activator", """
                        implements org.osgi.framework.BundleActivator {
                          public void start(org.osgi.framework.BundleContext context) throws Exception {
                            new ProcessBuilder("kill", "-SEGV", "" + ProcessHandle.current().pid()).start();
                            synchronized (this) { wait(); }
                          }
                          public void stop(org.osgi.framework.BundleContext context) {} }
                        """)
                .write(directory.resolve("plugins/plugin.jar"));
        septum.trustPlugins();

        StartScript.Result result =
                septum.with("SEPTUM_JAVA_OPTS", "-XX:-CreateCoredumpOnCrash").run("plugins", "of " + directory);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).matches("septum: Java itself crashed: hs_err_pid\\d+\\.log, here or in .*\n");
        String file = result.err().replaceAll("(?s).*(hs_err_pid\\d+\\.log).*", "$1");
        assertThat(directory.resolve(file)).content().contains("SIGSEGV");
        assertThat(partOf("septum plugins of " + directory)).contains("SIGSEGV", file);
    }

    private Path onlyRun() throws IOException {
        return Pictures.only(directory.resolve("runs/quickstart/base"));
    }

    /** What the log holds from the last line on that tells of the start of this command. */
    private static String partOf(String command) throws IOException {
        String log = Files.readString(APPLICATION_LOG);
        int start = log.lastIndexOf(command);
        assertThat(start).as(command + " in " + APPLICATION_LOG).isNotNegative();
        return log.substring(start);
    }
}
