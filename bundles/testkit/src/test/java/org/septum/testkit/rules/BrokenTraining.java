// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Optimizer;
import org.septum.api.training.ParameterUpdate;
import org.septum.api.training.Progress;
import org.septum.api.training.Schedule;
import org.septum.api.training.StoppingRule;

/** Checkpoint policies, stopping rules, schedules and optimizers that break the rules. */
final class BrokenTraining {

    private static final Options MONITOR = Options.of(Option.text("monitor", "the value to watch"));

    private BrokenTraining() {}

    static Subject soundPolicy() {
        return Made.of(Kind.CHECKPOINT_POLICY, arguments -> new EverySecond());
    }

    static Subject soundOptimizer() {
        return Made.of(Kind.OPTIMIZER, arguments -> new Descent());
    }

    static List<BrokenPlugin> all() {
        AtomicInteger calls = new AtomicInteger();
        return List.of(
                policy("E-01", "a memory of other runs", "after the same epochs", arguments -> new EverySecond() {
                    @Override
                    public String fileAfter(int epoch) {
                        return "every-" + calls.incrementAndGet();
                    }
                }),
                policy("E-02", "a state that is not restored", "instead of", arguments -> new EverySecond() {
                    @Override
                    public void restore(Map<String, Double> state) {}
                }),
                new BrokenPlugin(
                        "E-03",
                        "a monitor that is not looked at",
                        Made.of(Kind.CHECKPOINT_POLICY, MONITOR, arguments -> new EverySecond()),
                        "it takes an epoch without"),
                new BrokenPlugin(
                        "E-04",
                        "a monitor that is not told",
                        Made.of(Kind.CHECKPOINT_POLICY, MONITOR, arguments -> new EverySecond()),
                        "but watches() says []"),
                policy("K-01", "a file in another folder", "../every", arguments -> new EverySecond() {
                    @Override
                    public String fileAfter(int epoch) {
                        return "../every";
                    }
                }),
                policy("K-02", "a file that was never saved", "it selects 'best'", arguments -> new EverySecond() {
                    @Override
                    public String selected() {
                        return "best";
                    }
                }),
                policy("K-01", "no reason", "not one line of words", arguments -> new EverySecond() {
                    @Override
                    public CheckpointDecision after(EpochReport epoch) {
                        return CheckpointDecision.nothing(this, "");
                    }
                }),
                policy("K-02", "it removes what it never saved", "it removes [other]", arguments -> new EverySecond() {
                    @Override
                    public CheckpointDecision after(EpochReport epoch) {
                        return CheckpointDecision.save(this, fileName(), "every epoch", "other");
                    }
                }),
                new BrokenPlugin(
                        "T-01",
                        "no reason",
                        Made.of(Kind.STOPPING_RULE, arguments -> new WithoutReason()),
                        "not one line of words"),
                schedule("S-01", "a negative factor", "is -", progress -> 0.5 - progress.share()),
                schedule("S-02", "a memory of steps", "later", progress -> calls.incrementAndGet()),
                optimizer("O-01", "it climbs", "went from", (p, g, slots, length) -> {
                    for (int i = 0; i < length; i++) {
                        p[i] += 0.1f * g[i];
                    }
                }),
                optimizer("O-02", "all follow the first", "among 25", (p, g, slots, length) -> {
                    float first = g[0];
                    for (int i = 0; i < length; i++) {
                        p[i] -= 0.1f * first;
                    }
                }),
                optimizer(
                        "O-03", "it clears the gradients", "changes the gradients", (p, g, slots, length) -> g[0] = 0),
                optimizer(
                        "O-03", "it writes too far", "beyond the length", (p, g, slots, length) -> p[p.length - 1] = 0),
                optimizer("O-04", "the factor is not used", "with the factor 0.5", (p, g, slots, length) -> {
                    for (int i = 0; i < length; i++) {
                        p[i] -= 0.01f * g[i];
                    }
                }),
                new BrokenPlugin(
                        "O-05",
                        "a name twice",
                        Made.of(Kind.OPTIMIZER, arguments -> new Descent() {
                            @Override
                            public List<String> slots() {
                                return List.of("mean", "mean");
                            }
                        }),
                        "is there twice"));
    }

    private static BrokenPlugin policy(
            String rule, String fault, String told, Function<org.septum.api.Arguments, CheckpointPolicy> maker) {
        return new BrokenPlugin(rule, fault, Made.of(Kind.CHECKPOINT_POLICY, maker), told);
    }

    private static BrokenPlugin schedule(String rule, String fault, String told, Schedule schedule) {
        return new BrokenPlugin(rule, fault, Made.of(Kind.SCHEDULE, arguments -> schedule), told);
    }

    private static BrokenPlugin optimizer(String rule, String fault, String told, ParameterUpdate update) {
        return new BrokenPlugin(
                rule,
                fault,
                Made.of(Kind.OPTIMIZER, arguments -> new Descent() {
                    @Override
                    public ParameterUpdate step(Progress progress, double gradientFactor) {
                        return update;
                    }
                }),
                told);
    }

    /** Saves after every second epoch. */
    private static class EverySecond implements CheckpointPolicy {
        private double epochs;

        @Override
        public String fileName() {
            return "every";
        }

        @Override
        public boolean selectsModel() {
            return true;
        }

        @Override
        public CheckpointDecision after(EpochReport epoch) {
            epochs++;
            return epochs % 2 == 0
                    ? CheckpointDecision.save(this, fileAfter(epoch.epoch()), "every second epoch")
                    : CheckpointDecision.nothing(this, "every second epoch");
        }

        @Override
        public Map<String, Double> state() {
            return Map.of("epochs", epochs);
        }

        @Override
        public void restore(Map<String, Double> state) {
            epochs = state.getOrDefault("epochs", 0.0);
        }
    }

    private static final class WithoutReason implements StoppingRule {
        @Override
        public Optional<String> reasonToStop(EpochReport epoch) {
            return Optional.of("");
        }

        @Override
        public Map<String, Double> state() {
            return Map.of();
        }

        @Override
        public void restore(Map<String, Double> state) {}
    }

    /** Plain gradient descent. */
    private static class Descent implements Optimizer {
        @Override
        public List<String> slots() {
            return List.of();
        }

        @Override
        public double learningRate(Progress progress) {
            return 0.01;
        }

        @Override
        public ParameterUpdate step(Progress progress, double gradientFactor) {
            float rate = (float) (0.01 * gradientFactor);
            return (parameters, gradients, slots, length) -> {
                for (int i = 0; i < length; i++) {
                    parameters[i] -= rate * gradients[i];
                }
            };
        }
    }
}
