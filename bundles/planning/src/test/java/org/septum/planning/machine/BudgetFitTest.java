// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.data.Spacing;
import org.septum.api.experiment.Experiment;
import org.septum.planning.Made;
import org.septum.planning.draft.Draft;
import org.septum.planning.draft.RuleDraft;
import org.septum.planning.rules.Architecture;
import org.septum.services.measure.Profiler;

class BudgetFitTest {

    /** 900 slices of 256 x 216 pixels; a batch of 8. */
    private final Draft planned = FewCores.batch(
            RuleDraft.of(
                    Made.volumes(100, 9, 256, 216, new Spacing(1, 1, 8)), Architecture.PLAIN, 2, 8, "8 GB, as stated"),
            2);

    private final Machine machine = new Machine();

    private BudgetFit fit() {
        return new BudgetFit(machine, machine::experiment, line -> {});
    }

    /** The whole plan takes 113 s a pass. */
    @Test
    void givesWhatTimeThereIsToPasses() {
        BudgetFit fit = fit();
        Draft fitting = fit.fit(planned, Duration.ofHours(10));
        assertThat(fitting.architecture()).isEqualTo(planned.architecture());
        assertThat(fitting.topology()).isEqualTo(planned.topology());
        double pass = machine.pass(planned);
        assertThat(fitting.passes()).isEqualTo((int) (0.9 * 36_000 / pass)).isGreaterThan(40);
        assertThat(fit.measured()).hasSize(1);
        assertThat(fitting.warnings()).isEmpty();
    }

    @Test
    void makesNetworkAndPatchSmallerUntilTheTimeIsEnough() {
        int pixels = Integer.MAX_VALUE;
        int base = Integer.MAX_VALUE;
        for (long minutes : List.of(120, 60, 30, 15, 8)) {
            machine.asked.clear();
            BudgetFit fit = fit();
            Draft fitting = fit.fit(planned, Duration.ofMinutes(minutes));

            assertThat(machine.total(fitting, fitting.passes())).isLessThanOrEqualTo(0.9 * 60 * minutes);
            assertThat((int) fitting.topology().patch().area()).isLessThanOrEqualTo(pixels);
            assertThat(fitting.architecture().base()).isLessThanOrEqualTo(base);
            pixels = (int) fitting.topology().patch().area();
            base = fitting.architecture().base();
            // Half as much again as the foreground's box of 64 x 54.
            assertThat(fitting.topology().patch().height()).isGreaterThanOrEqualTo(96);
            assertThat(fitting.topology().patch().width()).isGreaterThanOrEqualTo(81);
            assertThat(fit.measured()).hasSizeBetween(1, 5).hasSameSizeAs(machine.asked);
        }
        assertThat(base).isLessThan(24);
    }

    @Test
    void warnsOfABudgetThatLeavesFewPasses() {
        double least = machine.total(cheapest(), 10);
        Draft fitting = fit().fit(planned, Duration.ofSeconds((long) (least / 0.9)));
        assertThat(fitting.passes()).isBetween(8, 10);
        assertThat(fitting.warnings())
                .singleElement()
                .asString()
                .contains("leaves time for " + fitting.passes() + " passes over the data");
    }

    @Test
    void saysTheLeastBudgetOfAll() {
        assertThatThrownBy(() -> fit().fit(planned, Duration.ofSeconds(2)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a budget of 2s is too small to train anything")
                .hasMessageContaining("8 to 128 channels")
                .hasMessageContaining("for 5 passes over 900 slices");
    }

    @Test
    void leavesTheNetworkWhereAStepWaitsForData() {
        machine.wait = 100;
        BudgetFit fit = fit();
        Draft fitting = fit.fit(planned, Duration.ofHours(60));
        assertThat(fitting.architecture().base()).isEqualTo(24);
        assertThat(fit.measured()).hasSize(2);
        assertThat(fitting.warnings().get(0))
                .startsWith("more than half of a step waits for data (100 of 101.")
                .contains("loader-threads");
    }

    private Draft cheapest() {
        List<Draft> rungs = Ladder.of(planned).rungs();
        return rungs.get(rungs.size() - 1);
    }

    @Test
    void getsEverCheaper() {
        List<Draft> rungs = Ladder.of(planned).rungs();
        assertThat(rungs).hasSizeGreaterThan(6);
        assertThat(rungs)
                .extracting(draft -> draft.architecture().base())
                .startsWith(32, 24)
                .endsWith(16, 12, 8);
        assertThat(rungs.stream()
                        .map(draft -> -draft.architecture().multiplications(draft.topology()))
                        .toList())
                .isSorted();
    }

    /** Takes a nanosecond for each hundred multiplications, forward and backward. */
    private static final class Machine implements Profiler {

        final List<Draft> asked = new ArrayList<>();
        double wait;

        Experiment experiment(Draft draft) {
            asked.add(draft);
            return Made.experiment(Path.of("nowhere"));
        }

        Pace pace(Draft draft) {
            double step = 3e-11 * draft.batch() * draft.architecture().multiplications(draft.topology());
            int steps = (int) ((draft.samples() + draft.batch() - 1) / draft.batch());
            return new Pace("a machine", draft.batch(), step + wait, wait, step / 3, step / 3, steps, 10, 20);
        }

        /** A pass with its validation, in seconds. */
        double pass(Draft draft) {
            Pace pace = pace(draft);
            return pace.stepsPerEpoch() * pace.step() + 10 * draft.tiles() * pace.evaluation();
        }

        /** So many passes and the test. */
        double total(Draft draft, int passes) {
            return passes * pass(draft) + 20 * draft.tiles() * pace(draft).evaluation();
        }

        @Override
        public Pace pace(Experiment experiment, int steps) {
            return pace(asked.get(asked.size() - 1));
        }

        @Override
        public Profile profile(Experiment experiment, int steps) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Saving saving(Experiment experiment, OptionalInt steps, Path folder) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double estimate(Experiment experiment, int steps) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Memory memory(Experiment experiment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong availableMemory() {
            return OptionalLong.empty();
        }
    }
}
