// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.data.Part;
import org.septum.cli.machine.CudaProbe;
import org.septum.cli.terminal.LoadingProgress;
import org.septum.services.data.DataSurvey.Problem;

class DataCommandsTest {

    private final FakeServices services = new FakeServices();

    @TempDir
    Path folder;

    private Invocation septum(String... arguments) {
        CudaProbe noGpu = new CudaProbe("no-such-program", List.of(Path.of("nowhere")), Duration.ofSeconds(1));
        return Invocation.of(FakeServices.septum(services.services(), noGpu, false), arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "preview"})
    void bothHaveHelpWithAnExample(String command) {
        Invocation help = septum("data", command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .startsWith("Usage: septum data " + command + " ")
                .contains("Example: septum data " + command)
                .doesNotContain("\u001b");
        assertThat(septum("data", "--help").out()).containsPattern("\n  " + command + " +[A-Z]");
    }

    @Test
    void needsToKnowWhatToDoWithTheData() {
        assertThat(septum("data"))
                .isEqualTo(new Invocation(
                        2, "", "septum data: name a command: check, preview\n'septum data --help' explains it.\n"));
        assertThat(septum("data", "chek").err())
                .startsWith("septum data: there is no command 'chek'; did you mean 'check'");
    }

    @Test
    void tellsWhatTheDataAreAndWritesThePage() throws Exception {
        Path output = folder.resolve("a/b");
        Invocation check = septum("data", "check", "x.yaml", "--set", "seed=2", "-o", output.toString());

        assertThat(check.code()).isZero();
        assertThat(check.out()).isEqualTo("""
                        x: 3 samples of 2 groups

                        PART   GROUPS  VOLUMES  SAMPLES  BACKGROUND       LV
                        train       1        1        2     75.00 %  25.00 %
                        test        1        1        1           -        -

                        files: 2 volumes are taken

                        OF EACH VOLUME    LEAST  MEDIAN  GREATEST  UNKNOWN
                        row spacing (mm)   1.25    1.25     1.563        1

                        sizes (rows x columns):   64 x 48 (2)
                        spacings (row x column x slice, mm):   1.25 x 1.25 x 8 (1), unknown (1)
                        intensities:   0 to 100, mean 40, standard deviation 25.5, percentiles 1, 50, 99: 0.8533, 42.67, 100

                        suspicious: samples without any foreground (1)
                          - bert-1
                        """);
        assertThat(check.err()).isEqualTo("septum: pictures are in " + output.resolve("data.html") + "\n");
        assertThat(output.resolve("data.html")).hasContent("<p>x");
        assertThat(services.calls).containsExactly("read x.yaml [seed=2]", "survey x");
    }

    @Test
    void failsIfFilesAreUnreadableOrGroupsOverlapUnlessThatIsAccepted() {
        services.data.problems = List.of(new Problem("bert-1", "image 'bert/1.nii' is truncated\nget it again"));
        Invocation unreadable = septum("data", "check", "x.yaml", "-o", folder.toString());
        assertThat(unreadable.code()).isEqualTo(2);
        assertThat(unreadable.out())
                .endsWith(
                        "\nwrong: 1 problem with the data\n  - bert-1: image 'bert/1.nii' is truncated\n  get it again\n");

        services.data.problems = List.of();
        services.data.overlaps = Map.of("anna", Set.of(Part.TRAIN));
        Invocation overlapping = septum("data", "check", "x.yaml", "-o", folder.toString());
        assertThat(overlapping.code()).isEqualTo(2);
        assertThat(overlapping.out())
                .endsWith("\nwrong: 1 group of 2 in more than one part of the split, so that scores are too good\n"
                        + "  - anna: train\n");

        services.data.overlapsAccepted = true;
        Invocation accepted = septum("data", "check", "x.yaml", "-o", folder.toString());
        assertThat(accepted.code()).isZero();
        assertThat(accepted.out()).contains("accepted: 1 group of 2");
    }

    @Test
    void writesThePreview() throws Exception {
        Path file = folder.resolve("p.png");

        assertThat(septum("data", "preview", "x.yaml", "-o", file.toString(), "--samples", "7", "--draws", "0"))
                .isEqualTo(new Invocation(0, file + "\n", ""));

        assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
        assertThat(services.calls).containsExactly("read x.yaml []", "preview 7 x 0");
    }

    @Test
    void refusesPreviewsThatCannotBe() {
        assertThat(septum("data", "preview", "x.yaml", "--samples", "0").err())
                .startsWith("septum data preview: --samples 0: 1 to 24 is needed\n");
        assertThat(septum("data", "preview", "x.yaml", "-o", "x.jpg").err())
                .startsWith("septum data preview: --output x.jpg: a name ending in .png is needed\n");
        Path nowhere = folder.resolve("nowhere/x.png");
        Invocation refused = septum("data", "preview", "x.yaml", "-o", nowhere.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(nowhere + ": there is no folder " + nowhere.getParent());
        assertThat(services.calls).containsExactly("read x.yaml []");
    }

    @Test
    void showsHowFarItIs() {
        AtomicLong time = new AtomicLong();
        StringWriter text = new StringWriter();
        try (LoadingProgress onTerminal =
                new LoadingProgress(new PrintWriter(text), OptionalInt.of(33), () -> time.addAndGet(1_000_000_000L))) {
            // Before the first sample a network is made, which is no part of the rate.
            time.addAndGet(100_000_000_000L);
            onTerminal.loaded(1, 200);
            onTerminal.loaded(51, 200);
            onTerminal.loaded(200, 200);
            // The line is taken away: a run's reporter has the terminal now.
            text.append("next");
        }
        String line = "samples loaded  51/200  50/s  3 s";
        assertThat(text).hasToString("\r" + line.substring(0, 32) + "\r" + " ".repeat(32) + "\rnext");

        StringWriter log = new StringWriter();
        try (LoadingProgress elsewhere =
                new LoadingProgress(new PrintWriter(log), OptionalInt.empty(), () -> time.addAndGet(6_000_000_000L))) {
            elsewhere.loaded(1, 200);
            elsewhere.loaded(61, 200);
            elsewhere.loaded(121, 200);
        }
        assertThat(log.toString().strip()).isEqualTo("samples loaded  121/200  10/s  8 s left");
    }
}
