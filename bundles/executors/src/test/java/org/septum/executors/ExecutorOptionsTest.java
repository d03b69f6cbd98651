// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.Arguments;
import org.septum.api.Factory;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.ablation.Executor;

/** What an experiment and a command line may say to executors. */
class ExecutorOptionsTest {

    @Test
    void turnsOptionsIntoThoseOfSbatch() {
        SlurmFactory factory = new SlurmFactory();
        Arguments arguments = Arguments.of(
                factory.options(),
                Map.of("time", "1:00", "gpus", "1", "account", "heart", "at-once", 2, "nodelist", "node[1-4]"));

        SlurmOptions options = SlurmOptions.of(arguments).with(List.of("--nice"));

        assertThat(options.training())
                .containsExactly(
                        "--no-requeue",
                        "--cpus-per-task=4",
                        "--gpus=1",
                        "--time=1:00",
                        "--account=heart",
                        "--nodelist=node[1-4]",
                        "--nice");
        assertThat(options.comparison())
                .containsExactly("--time=1:00", "--account=heart", "--nodelist=node[1-4]", "--nice");
        assertThat(options.atOnce()).isEqualTo("%2");
        assertThat(factory.create(arguments)).isInstanceOf(SlurmExecutor.class);
        if (!Files.exists(Path.of("/usr/bin/sbatch"))) {
            assertThatThrownBy(() -> new SlurmCommands().submit(List.of(), "x.sh"))
                    .isInstanceOf(WiringError.class)
                    .hasMessageStartingWith("the executor slurm needs sbatch, which cannot be started:");
        }
    }

    /** Each would make sbatch run something else, or read it from a file, if it came there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    slurm | options | /path/evil.sh
                    slurm | options | --export=ALL,LD_PRELOAD=/path/evil.so
                    slurm | partition | main --wrap=x
                    slurm | partition | --wrap=x
                    slurm | account | a/../b
                    slurm | nodelist | /path/nodes
                    slurm | nodelist | ./nodes
                    slurm | exclude | -w
                    slurm | time | 1:00 evil.sh
                    slurm | gpus | a100:1,/path
                    slurm | constraint | --wrap
                    slurm | memory | 1G;id
                    slurm | qos | $(id)
                    slurm | reservation | `id`
                    slurm | job-name | x
                    slurm | prolog | /path/evil.sh
                    kubernetes | image | evil
                    kubernetes | claim | evil
                    kubernetes | command | evil
                    kubernetes | service-account | admin
                    kubernetes | memory | "1Gi, x: y"
                    local | program | evil
                    """)
    void takesNothingOfAnExperimentThatCouldNameAProgram(String type, String option, String value) {
        Factory<?> factory = switch (type) {
            case "slurm" -> new SlurmFactory();
            case "kubernetes" -> new KubernetesFactory();
            default -> new LocalFactory();
        };
        assertThatThrownBy(() -> Arguments.of(factory.options(), Map.of(option, value)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(option);
        assertThatThrownBy(() -> Arguments.of(factory.options(), Map.of(option, List.of(value))))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> Arguments.of(factory.options(), Map.of(option, "main\n#SBATCH --wrap=x")))
                .isInstanceOf(UserError.class);
    }

    @Test
    void refusesOptionsOfTheCommandLineThatAreNone() {
        SlurmOptions none = new SlurmOptions(List.of(), List.of(), "");
        for (String option : List.of("evil.sh", "-", "--", "", "/path/evil.sh", "--=x")) {
            assertThatThrownBy(() -> none.with(List.of(option)))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("--executor-option " + option + ": this is no option of sbatch");
        }
        Executor.Batch nice = new Executor.Batch(
                "batch", Path.of("runs"), Path.of("septum"), List.of(), false, List.of("--nice"), Set.of());
        assertThatThrownBy(() -> new LocalExecutor(1, 1).execute(nice, new Recorder(), () -> false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the executor local is no scheduler");
        for (String option : List.of("command=evil", "image", "--image=x")) {
            assertThatThrownBy(() -> PodSource.of(List.of(option), Map.of()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("the executor kubernetes takes image=NAME and claim=NAME");
        }
        assertThatThrownBy(() -> PodSource.of(List.of("image=a\"\nb"), Map.of("SEPTUM_CLAIM", "work")))
                .hasMessageContaining("which is no such name");
        assertThatThrownBy(() -> PodSource.of(List.of(), Map.of("SEPTUM_CLAIM", "work")))
                .hasMessageContaining("give --executor-option image=NAME, or set SEPTUM_IMAGE");
    }
}
