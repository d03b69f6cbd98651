// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.ablation.TaskState;
import org.septum.cli.machine.CudaProbe;
import org.septum.services.compare.RunComparison.Listing;
import org.septum.services.compare.RunComparison.Request;

class ComparisonCommandsTest {

    private final FakeServices services = new FakeServices();

    private Invocation septum(String... arguments) {
        CudaProbe noGpu = new CudaProbe("no-such-program", List.of(Path.of("nowhere")), Duration.ofSeconds(1));
        return Invocation.of(FakeServices.septum(services.services(), noGpu, false), arguments);
    }

    @Test
    void listsRuns() {
        Invocation runs =
                septum("runs", "r", "--filter", "seed=1", "--filter", "a>2", "--sort", "b", "--reverse", "--show", "c");

        assertThat(runs).isEqualTo(new Invocation(0, "RUN  DICE\na     0.9\n\ntwo runs\n", ""));
        assertThat(services.comparison.listed)
                .isEqualTo(new Listing(Path.of("r"), List.of("seed=1", "a>2"), Optional.of("b"), true, List.of("c")));
    }

    @Test
    void listsTheUsualFolder() {
        assertThat(septum("runs").code()).isZero();
        assertThat(services.comparison.listed)
                .isEqualTo(new Listing(Path.of("runs"), List.of(), Optional.empty(), false, List.of()));
    }

    @Test
    void tellsWhatDiffers() {
        assertThat(septum("diff", "a", "b")).isEqualTo(new Invocation(0, "RUN  DICE\na     0.9\n\ntwo runs\n", ""));
        assertThat(services.comparison.compared).containsExactly(Path.of("a"), Path.of("b"));
        assertThat(septum("diff", "a").err()).startsWith("septum diff: Missing required parameter: 'RUN'\n");
    }

    @Test
    void comparesRuns() {
        Invocation compare =
                septum("compare", "a", "b", "--baseline", "full", "--common-cases", "--accept-changes", "-o", "c");

        assertThat(compare.code()).isZero();
        assertThat(compare.out())
                .isEqualTo(
                        "RUN  DICE\na     0.9\n\ntwo runs\n\n- single seed\n\n" + Path.of("c/comparison.html") + "\n");
        assertThat(services.comparison.requested)
                .isEqualTo(new Request(
                        List.of(Path.of("a"), Path.of("b")),
                        Optional.of("full"),
                        true,
                        true,
                        Optional.of(Path.of("c")),
                        true));
        septum("compare", "a", "b", "--no-pictures");
        assertThat(services.comparison.requested.pictures()).isFalse();
        assertThat(septum("compare").code()).isEqualTo(2);
    }

    @Test
    void showsAnAblationsPlan() {
        services.ablations.refusal = "1 run was made from something else";
        Invocation plan = septum("ablate", "x.yaml", "--set", "seed=3", "--runs", "r", "--dry-run");

        assertThat(plan)
                .isEqualTo(new Invocation(
                        0,
                        "VARIANT  REPETITION  STATE     FOLDER\n"
                                + "base     seed 1      finished  a\n"
                                + "no-skip  seed 1      waiting   b\n"
                                + "- changed since: labels of p1 (base, seed 1)\n"
                                + "- a note\n"
                                + "2 runs, 1 of them to be trained\n"
                                + "such runs are refused: --retrain-changed trains them again, --accept-changes keeps them\n"
                                + "measured on a few steps of each variant, they take about 3 min on this machine, one"
                                + " after another\n",
                        ""));
        assertThat(services.ablations.calls).containsExactly("plan x.yaml [seed=3] in r, changed runs are refused");
    }

    /** Before the data of every variant are read. */
    @Test
    void refusesChangedRunsFirst() {
        services.ablations.refusal = "runs/x: 1 run was made from something else";

        assertThat(septum("ablate", "x.yaml"))
                .isEqualTo(new Invocation(2, "", "septum: runs/x: 1 run was made from something else\n"));
        assertThat(services.ablations.calls).hasSize(1);
        assertThat(services.calls).doesNotContain("check the variants");
    }

    @Test
    void trainsAnAblationAndComparesIt() {
        Invocation ablate = septum("ablate", "x.yaml", "--keep-going");

        assertThat(ablate.code()).isZero();
        assertThat(ablate.out())
                .contains("[2 of 2 finished, 0 running] no-skip, seed 1: finished\n")
                .endsWith(Path.of("c/comparison.html") + "\n");
        assertThat(services.ablations.calls).contains("run, keep going");
        assertThat(services.calls).contains("check the variants");
        assertThat(services.comparison.requested.paths()).containsExactly(Path.of("runs/x"));
    }

    @Test
    void tellsHowAnAblationEnded() {
        services.ablations.end = TaskState.FAILED;
        Invocation failed = septum("ablate", "x.yaml");
        assertThat(failed.code()).isEqualTo(4);
        assertThat(failed.err()).isEqualTo("septum: no-skip, seed 1 failed: exit code 4\n");

        services.ablations.end = TaskState.INTERRUPTED;
        services.comparison.requested = null;
        Invocation interrupted = septum("ablate", "x.yaml");
        assertThat(interrupted.code()).isEqualTo(130);
        assertThat(interrupted.err()).isEqualTo("septum: 1 of 2 runs is not finished; the same command goes on.\n");
        assertThat(services.comparison.requested).isNull();
    }

    @Test
    void takesOneWayWithRunsThatWereMadeFromSomethingElse() {
        septum("ablate", "x.yaml", "--retrain-changed", "--dry-run");
        septum("ablate", "x.yaml", "--accept-changes", "--dry-run");

        assertThat(services.ablations.calls)
                .containsExactly(
                        "plan x.yaml [] in runs, changed runs are retrained",
                        "plan x.yaml [] in runs, changed runs are accepted");
        assertThat(septum("ablate", "x.yaml", "--accept-changes", "--retrain-changed")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void comparesNothingWhileAnotherProcessTrains() {
        services.ablations.end = TaskState.RUNNING;

        Invocation interrupted = septum("ablate", "x.yaml");

        assertThat(interrupted.code()).isEqualTo(130);
        assertThat(services.comparison.requested).isNull();
    }

    @Test
    void saysOnceThatTrainingsAreLeftToAScheduler() {
        services.ablations.end = TaskState.WAITING;

        Invocation submitted = septum("ablate", "x.yaml");

        assertThat(submitted.code()).isZero();
        assertThat(submitted.out())
                .endsWith("[1 of 2 finished, 0 running] waiting: job 7\n")
                .containsOnlyOnce("job 7");
        assertThat(submitted.err())
                .isEqualTo(
                        "septum: 1 of 2 runs is not finished; once no job works on them, the same command goes on.\n");
    }
}
