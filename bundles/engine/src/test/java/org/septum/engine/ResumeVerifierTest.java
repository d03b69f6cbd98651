// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.training.Optimizer;
import org.septum.api.training.ParameterUpdate;
import org.septum.api.training.Progress;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.services.run.ResumeVerifier.Group;
import org.septum.services.run.ResumeVerifier.Verification;

/** A stop and a new start change nothing, and where they do, it is found. */
class ResumeVerifierTest {

    private static final int STEPS = SmallTraining.STEPS_PER_EPOCH;

    @TempDir
    private Path folder;

    private final SmallTraining training = new SmallTraining();

    /** Plain descent whose steps shrink with their number; it saves that number, or keeps it to itself. */
    private static final class Shrinking implements Optimizer {
        private final boolean saves;
        private int steps;

        Shrinking(boolean saves) {
            this.saves = saves;
        }

        @Override
        public List<String> slots() {
            return List.of();
        }

        @Override
        public double learningRate(Progress progress) {
            return 0.1;
        }

        @Override
        public ParameterUpdate step(Progress progress, double gradientFactor) {
            steps++;
            float rate = 0.1f / steps;
            return (parameters, gradients, slots, length) -> {
                for (int i = 0; i < length; i++) {
                    parameters[i] -= rate * gradients[i];
                }
            };
        }

        @Override
        public Map<String, Double> state() {
            return saves ? Map.of("steps", (double) steps) : Map.of();
        }

        @Override
        public void restore(Map<String, Double> state) {
            steps = state.getOrDefault("steps", 0.0).intValue();
        }
    }

    private record ShrinkingFactory(boolean saves) implements Factory<Optimizer> {
        @Override
        public String summary() {
            return "shrinking steps";
        }

        @Override
        public Options options() {
            return Options.none();
        }

        @Override
        public Optimizer create(Arguments arguments) {
            return new Shrinking(saves);
        }
    }

    private Verification verify(int before, int after) {
        return new ExperimentResumeVerifier(new TestComponents(), new PlanningGraphCompiler())
                .verify(
                        training.experiment(),
                        training.backend(),
                        new ExperimentResumeVerifier.Legs(before, after, STEPS),
                        folder);
    }

    private static List<String> different(Verification found) {
        return found.groups().stream()
                .filter(group -> !group.different().isEmpty())
                .map(Group::name)
                .toList();
    }

    @Test
    void aStopInsideAnEpochChangesNothing() {
        Verification found = verify(STEPS + 2, STEPS);
        assertThat(found.identical()).isTrue();
        assertThat(found.groups())
                .extracting(Group::name)
                .containsExactlyInAnyOrder(
                        "weights",
                        "running statistics",
                        "optimizer slots",
                        "steps",
                        "scores",
                        "state",
                        "checkpoint best",
                        "checkpoint last");
        assertThat(found.groups())
                .filteredOn(group -> group.name().equals("steps"))
                .singleElement()
                .satisfies(group -> assertThat(group.items()).isEqualTo(2 * STEPS + 2));
        assertThat(found.groups()).allSatisfy(group -> assertThat(group.items()).isPositive());
    }

    @Test
    void neitherDoesOneAtTheEndOfAnEpochWithAllTheRestStillToCome() {
        assertThat(verify(STEPS, 2 * STEPS).identical()).isTrue();
    }

    @Test
    void anOptimizerThatForgetsIsFound() {
        training.optimizer = SmallTraining.made(Kind.OPTIMIZER, new ShrinkingFactory(false), Map.of());
        Verification found = verify(STEPS + 2, STEPS);
        assertThat(found.identical()).isFalse();
        assertThat(different(found)).contains("weights", "steps", "checkpoint last");
        Group steps = found.groups().stream()
                .filter(group -> group.name().equals("steps"))
                .findFirst()
                .orElseThrow();
        // The step after the stop computes its loss before the update that goes wrong.
        assertThat(steps.different()).first().isEqualTo("step " + (STEPS + 4));
    }

    @Test
    void oneThatSavesIsNot() {
        training.optimizer = SmallTraining.made(Kind.OPTIMIZER, new ShrinkingFactory(true), Map.of());
        assertThat(verify(STEPS + 2, STEPS).identical()).isTrue();
    }

    @Test
    void moreStepsThanThereAreAreRefused() {
        assertThatThrownBy(() -> new ExperimentResumeVerifier(new TestComponents(), new PlanningGraphCompiler())
                        .legs(training.experiment(), OptionalInt.of(10), OptionalInt.of(3)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the experiment has 12 steps (3 epochs of 4), fewer than 10 and then 3;");
    }

    @Test
    void stopsInsideTheSecondEpochUnlessToldOtherwise() {
        assertThat(new ExperimentResumeVerifier(new TestComponents(), new PlanningGraphCompiler())
                        .legs(training.experiment(), OptionalInt.empty(), OptionalInt.empty()))
                .isEqualTo(new ExperimentResumeVerifier.Legs(6, 4, 4));
    }
}
