// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.assume;
import static org.septum.testkit.rules.Rule.require;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;
import org.septum.api.training.StoppingRule;
import org.septum.testkit.probe.EpochScript;

/** What checkpoint policies, stopping rules and schedules keep to beside {@link EpochRules}. */
record TrainingRules(Subject subject) {

    private static final int STEPS = 200;

    static List<Rule> of(Subject subject) {
        TrainingRules rules = new TrainingRules(subject);
        return switch (subject.kind()) {
            case CHECKPOINT_POLICY ->
                List.of(
                        new Rule(
                                "K-01",
                                "files have plain names that it can tell before and that begin with the policy's own, and decisions a reason in one line",
                                rules::names),
                        new Rule("K-02", "it selects and removes only what it has saved", rules::files));
            case STOPPING_RULE -> List.of(new Rule("T-01", "a reason to stop is one line of words", rules::reasons));
            case SCHEDULE ->
                List.of(
                        new Rule("S-01", "every factor of a run is finite and not negative", rules::factors),
                        new Rule(
                                "S-02",
                                "a step's factor does not depend on the steps asked about before",
                                rules::order));
            default -> List.of();
        };
    }

    private void names() {
        CheckpointPolicy policy = subject.create(CheckpointPolicy.class);
        String name = policy.fileName();
        for (EpochReport epoch : EpochScript.epochs()) {
            CheckpointDecision decision = policy.after(epoch);
            require(
                    !decision.reason().isBlank() && !decision.reason().contains("\n"),
                    "the reason after epoch " + epoch.epoch() + " is not one line of words: '" + decision.reason()
                            + "'");
            decision.save().ifPresent(file -> {
                require(
                        file.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
                        "the name '" + file + "' is not letters, digits, dots, hyphens and underscores");
                require(file.startsWith(name), "the file '" + file + "' does not begin with '" + name + "'");
                require(
                        file.equals(policy.fileAfter(epoch.epoch())),
                        "the file '" + file + "' is not '" + policy.fileAfter(epoch.epoch())
                                + "', as it said that it would be");
            });
        }
    }

    private void files() {
        CheckpointPolicy policy = subject.create(CheckpointPolicy.class);
        Set<String> saved = new HashSet<>();
        for (EpochReport epoch : EpochScript.epochs()) {
            CheckpointDecision decision = policy.after(epoch);
            List<String> superfluous = decision.delete();
            String file = decision.save().orElse("nothing");
            require(
                    saved.containsAll(superfluous)
                            && !superfluous.contains(file)
                            && (decision.save().isPresent() || superfluous.isEmpty()),
                    "after epoch " + epoch.epoch() + " it removes " + superfluous + " and writes " + file
                            + ", but of older files there are " + saved);
            superfluous.forEach(saved::remove);
            decision.save().ifPresent(saved::add);
            require(
                    !policy.selectsModel() || saved.isEmpty() || saved.contains(policy.selected()),
                    "after epoch " + epoch.epoch() + " it selects '" + policy.selected() + "', but has saved " + saved);
        }
    }

    private void reasons() {
        StoppingRule rule = subject.create(StoppingRule.class);
        boolean stopped = false;
        for (int repetition = 0; repetition < 100; repetition++) {
            for (EpochReport epoch : EpochScript.epochs()) {
                String reason = rule.reasonToStop(epoch).orElse("go on");
                stopped |= !reason.equals("go on");
                require(
                        !reason.isBlank() && !reason.contains("\n"),
                        "the reason after epoch " + epoch.epoch() + " is not one line of words: '" + reason + "'");
            }
        }
        assume(stopped, "it does not stop in 1200 epochs with its default options");
    }

    private void factors() {
        Schedule schedule = subject.create(Schedule.class);
        for (int step = 1; step <= STEPS; step++) {
            double factor = schedule.factor(progress(step));
            require(Double.isFinite(factor) && factor >= 0, "the factor of step " + step + " is " + factor);
        }
    }

    private void order() {
        Schedule schedule = subject.create(Schedule.class);
        double[] factors = new double[STEPS];
        for (int step = 1; step <= STEPS; step++) {
            factors[step - 1] = schedule.factor(progress(step));
        }
        for (int step = STEPS; step > 0; step--) {
            double again = schedule.factor(progress(step));
            require(
                    again == factors[step - 1],
                    "the factor of step " + step + " was " + factors[step - 1] + " and is " + again + " later");
        }
    }

    private static Progress progress(int step) {
        return new Progress(step, 10, STEPS);
    }
}
