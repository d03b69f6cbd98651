// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.RunFailure;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.experiment.Section;
import org.septum.cli.command.Services;
import org.septum.cli.machine.CudaProbe;
import org.septum.services.experiment.ExperimentFormat;

/** What holds for every command: help, usage, failures. */
class CommandsTest {

    private final FakeServices services = new FakeServices();

    private Invocation septum(String... arguments) {
        return services.septum(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "resume",
                "verify-resume",
                "evaluate",
                "predict",
                "ensemble",
                "lock",
                "pack",
                "validate",
                "show",
                "data",
                "runs",
                "diff",
                "compare",
                "plugins",
                "schema",
                "docs",
                "doctor",
                "bench",
                "profile"
            })
    void everyCommandHasHelpWithAnExampleAndWithoutColour(String command) {
        Invocation help = septum(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .startsWith("Usage: septum " + command + " ")
                .contains("Example: septum " + command)
                // Whole in its line: a terminal would break it at any hyphen.
                .matches(Pattern.compile(".*\nExample: [^\n]+\n", Pattern.DOTALL))
                .doesNotContain("\u001b");
        assertThat(septum("help", command).out()).isEqualTo(help.out());
        assertThat(septum("--help").out()).containsPattern("\n  " + command + " +[A-Z]");
    }

    @Test
    void tellsItsVersion() {
        assertThat(septum("--version")).isEqualTo(new Invocation(0, "septum 1.0.0\n", ""));
    }

    @Test
    void refusesACommandLineThatItDoesNotUnderstand() {
        Invocation nothing = septum();
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err())
                .startsWith("septum: name a command: init, run, resume, ")
                .endsWith(", help\n'septum --help' explains it.\n");
        assertThat(septum("rn", "x.yaml").err())
                .startsWith(
                        "septum: there is no command 'rn'; did you mean 'run'?; the commands are init, run, resume, ")
                .endsWith(", help\n'septum --help' explains it.\n");
        assertThat(septum("run", "x.yaml", "--overwrit"))
                .isEqualTo(new Invocation(
                        2,
                        "",
                        "septum run: Unknown option: '--overwrit'\n"
                                + "Possible solutions: --overwrite\n"
                                + "'septum run --help' explains it.\n"));
        assertThat(septum("run").err()).startsWith("septum run: Missing required parameter: 'EXPERIMENT'\n");
        assertThat(septum("run", "x.yaml", "--device", "gpu").err())
                .startsWith("septum run: Invalid value for option '--device': cpu or cuda is needed, not 'gpu'\n");
        assertThat(services.calls).isEmpty();
    }

    @Test
    void turnsEachFailureIntoOneLineAndItsExitCode() {
        assertThat(failing(new UserError("x.yaml:3:1: unknown key 'sed'")))
                .isEqualTo(new Invocation(2, "", "septum: x.yaml:3:1: unknown key 'sed'\n"));
        assertThat(failing(new WiringError("no backend"))).isEqualTo(new Invocation(3, "", "septum: no backend\n"));
        assertThat(failing(new RunFailure("the loss is NaN")))
                .isEqualTo(new Invocation(4, "", "septum: the loss is NaN\n"));
        assertThat(failing(new UncheckedIOException("cannot write x: disk full", new IOException())))
                .isEqualTo(new Invocation(4, "", "septum: cannot write x: disk full\n"));

        Invocation defect = failing(new IllegalStateException("odd"));
        assertThat(defect.code()).isEqualTo(4);
        assertThat(defect.err())
                .matches("septum: unexpected error in org\\.septum\\.cli\\.CommandsTest:\\d+: "
                        + "java\\.lang\\.IllegalStateException: odd\n");
        Invocation error = failing(new NoClassDefFoundError("not/here"));
        assertThat(error.code()).isEqualTo(4);
        assertThat(error.err()).endsWith("java.lang.NoClassDefFoundError: not/here\n");
    }

    private Invocation failing(Throwable failure) {
        services.failure = failure;
        return septum("run", "x.yaml");
    }

    /** Settings are not options of the command. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            training.epochs=5   |            | --set training.epochs=5
            --epochs            | 5          | --set training.epochs=5
            --epochs=5          |            | --set training.epochs=5
            --training.epochs   | 5          | --set training.epochs=5
            --lr                | 1e-3       | --set optimizer.learning-rate=1e-3
            -lr                 | --locked   | --set optimizer.learning-rate=VALUE
            """)
    void settingsAreGivenWithSet(String first, String second, String advice) {
        Services withNames = FakeServices.of(services, new SettingNames());
        Septum septum = FakeServices.septum(withNames, CudaProbe.ofThisMachine(), false);
        String[] arguments =
                second == null ? new String[] {"run", "x.yaml", first} : new String[] {"run", "x.yaml", first, second};
        Invocation refused = Invocation.of(septum, arguments);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("\nSettings of the experiment are given as: " + advice + "\n");
    }

    /** Every command takes a word that begins with - for an option. */
    @Test
    void aFileWhoseNameLooksLikeAnOptionIsSaidToNeedItsFolder() throws IOException {
        Path file = Path.of("-septum-test.nii.gz");
        Files.createFile(file);
        try {
            for (String[] command : new String[][] {
                {"predict", "runs/x", file.toString(), "-o", "y"},
                {"run", file.toString()},
                {"compare", file.toString(), "runs/x", "--typo"},
                {"data", "check", file.toString()}
            }) {
                Invocation refused = septum(command);
                assertThat(refused.code()).isEqualTo(2);
                assertThat(refused.err())
                        .contains("What begins with - is an option; the file of that name is given as"
                                + " ./-septum-test.nii.gz\n");
            }
        } finally {
            Files.delete(file);
        }
        assertThat(septum("run", file.toString()).err()).doesNotContain("./-");
    }

    private static final class SettingNames implements ExperimentFormat {
        @Override
        public List<Section> sections() {
            return List.of();
        }

        @Override
        public Optional<String> setting(String name) {
            return Optional.ofNullable(Map.of("epochs", "training.epochs", "lr", "optimizer.learning-rate")
                    .get(name));
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of();
        }
    }

    @Test
    void saysWhichBundleIsMissing() {
        CudaProbe noGpu = new CudaProbe("no-such-program", List.of(), Duration.ofSeconds(1));
        Septum bare = FakeServices.septum(FakeServices.none(), noGpu, false);

        assertThat(Invocation.of(bare, "show", "x.yaml"))
                .isEqualTo(new Invocation(
                        3,
                        "",
                        "septum: the reader of experiments is missing: the bundle org.septum.config is not installed or"
                                + " did not start; 'septum plugins' says why\n"));
        Invocation doctor = Invocation.of(bare, "doctor");
        assertThat(doctor.code()).isEqualTo(3);
        assertThat(doctor.out()).contains("Java  ");
        assertThat(doctor.err()).contains("org.septum.engine");
    }
}
