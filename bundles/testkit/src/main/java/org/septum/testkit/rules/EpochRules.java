// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.septum.api.UserError;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Optimizer;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;
import org.septum.api.training.ScoreWatcher;
import org.septum.api.training.StoppingRule;
import org.septum.testkit.probe.EpochScript;

/**
 * What those keep to that are told of each epoch and remember: policies, stopping rules, schedules, optimizers.
 *
 * @param after tells a component of an epoch and says, as text, what it makes of it
 */
record EpochRules<T>(
        Subject subject,
        Class<T> type,
        BiFunction<T, EpochReport, String> after,
        Function<T, Map<String, Double>> state,
        BiConsumer<T, Map<String, Double>> restore) {

    static List<Rule> of(Subject subject) {
        return switch (subject.kind()) {
            case CHECKPOINT_POLICY ->
                new EpochRules<>(
                                subject,
                                CheckpointPolicy.class,
                                EpochRules::after,
                                CheckpointPolicy::state,
                                CheckpointPolicy::restore)
                        .rules();
            case STOPPING_RULE ->
                new EpochRules<>(
                                subject,
                                StoppingRule.class,
                                EpochRules::after,
                                StoppingRule::state,
                                StoppingRule::restore)
                        .rules();
            case SCHEDULE ->
                new EpochRules<>(subject, Schedule.class, EpochRules::after, Schedule::state, Schedule::restore)
                        .rules();
            case OPTIMIZER ->
                new EpochRules<>(subject, Optimizer.class, EpochRules::after, Optimizer::state, Optimizer::restore)
                        .rules();
            default -> List.of();
        };
    }

    private List<Rule> rules() {
        return List.of(
                new Rule("E-01", "the same epochs lead to the same decisions", this::deterministic),
                new Rule("E-02", "after its state is restored it goes on as if nothing had happened", this::resumes),
                new Rule(
                        "E-03",
                        "a value that the run does not measure is refused, naming it and those it does",
                        this::unmeasured),
                new Rule("E-04", "the value that it watches is known before the first epoch", this::watches));
    }

    private void deterministic() {
        List<String> first = decisions(subject.create(type), EpochScript.epochs());
        List<String> second = decisions(subject.create(type), EpochScript.epochs());
        require(first.equals(second), "it decided " + first + " and then, after the same epochs, " + second);
    }

    private void resumes() {
        List<EpochReport> epochs = EpochScript.epochs();
        List<String> whole = decisions(subject.create(type), epochs);
        for (int at = 0; at < epochs.size(); at++) {
            T first = subject.create(type);
            decisions(first, epochs.subList(0, at));
            Map<String, Double> kept = state.apply(first);
            require(
                    kept.values().stream().allMatch(Double::isFinite),
                    "after " + at + " epochs its state " + kept + " is not finite and cannot be written");
            T second = subject.create(type);
            restore.accept(second, kept);
            List<String> rest = decisions(second, epochs.subList(at, epochs.size()));
            require(
                    rest.equals(whole.subList(at, whole.size())),
                    "resumed after " + at + " epochs it decides " + rest + " instead of "
                            + whole.subList(at, whole.size()));
        }
    }

    private void unmeasured() {
        subject.assumeOption("monitor");
        try {
            after.apply(subject.create(type), EpochScript.withoutTheMonitored());
        } catch (UserError refused) {
            for (String part : List.of(EpochScript.MONITORED, "validation/something-else")) {
                require(
                        refused.getMessage().contains(part),
                        "its message does not tell '" + part + "': " + refused.getMessage());
            }
            return;
        }
        throw new Rule.Broken("it takes an epoch without " + EpochScript.MONITORED + ", which it watches");
    }

    private void watches() {
        subject.assumeOption("monitor");
        Set<String> watched = subject.create(ScoreWatcher.class).watches();
        require(
                watched.contains(EpochScript.MONITORED),
                "it watches " + EpochScript.MONITORED + ", but watches() says " + watched);
    }

    private List<String> decisions(T component, List<EpochReport> epochs) {
        List<String> decisions = new ArrayList<>();
        for (EpochReport epoch : epochs) {
            decisions.add(after.apply(component, epoch));
        }
        return decisions;
    }

    private static Progress progressAfter(EpochReport epoch) {
        return new Progress(10L * epoch.epoch() + 1, 10, 200);
    }

    private static String after(CheckpointPolicy policy, EpochReport epoch) {
        CheckpointDecision decision = policy.after(epoch);
        return decision.save()
                .map(file -> file + " for " + decision.delete() + " of " + policy.selected())
                .orElse("nothing");
    }

    private static String after(StoppingRule rule, EpochReport epoch) {
        return rule.reasonToStop(epoch).orElse("go on");
    }

    private static String after(Schedule schedule, EpochReport epoch) {
        schedule.epochFinished(epoch);
        return String.valueOf(schedule.factor(progressAfter(epoch)));
    }

    private static String after(Optimizer optimizer, EpochReport epoch) {
        optimizer.epochFinished(epoch);
        return String.valueOf(optimizer.learningRate(progressAfter(epoch)));
    }
}
