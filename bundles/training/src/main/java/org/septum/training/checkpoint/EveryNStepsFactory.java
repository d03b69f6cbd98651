// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.CheckpointPolicyFactory;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Progress;

/** Publishes {@code every-n-steps}: a checkpoint of its own after every n-th step, amid epochs too. */
@Component
@PluginType("every-n-steps")
public final class EveryNStepsFactory implements CheckpointPolicyFactory {

    @Override
    public String summary() {
        return "saves after every n-th step, amid epochs too, and keeps all of these checkpoints";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.whole("steps", 1, 1_000_000_000, "the number of steps from one checkpoint to the next"),
                CheckpointFile.option("step"));
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new EveryNSteps(CheckpointFile.name(arguments), arguments.whole("steps"));
    }

    private record EveryNSteps(String fileName, int steps) implements CheckpointPolicy {

        @Override
        public boolean selectsModel() {
            return false;
        }

        @Override
        public List<String> remarks(Progress end) {
            return steps <= end.totalSteps()
                    ? List.of()
                    : List.of("it saves every " + steps + " steps, and the run has " + end.totalSteps()
                            + ": it never saves");
        }

        @Override
        public CheckpointDecision after(EpochReport epoch) {
            return CheckpointDecision.nothing(this, reason());
        }

        @Override
        public CheckpointDecision afterStep(long step) {
            return step % steps == 0
                    ? CheckpointDecision.save(this, CheckpointFile.ofStep(fileName, step), reason())
                    : CheckpointDecision.nothing(this, reason());
        }

        private String reason() {
            return "it saves every " + steps + " steps";
        }

        @Override
        public Map<String, Double> state() {
            return Map.of();
        }

        @Override
        public void restore(Map<String, Double> state) {
            // It remembers nothing.
        }
    }
}
