// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import java.util.List;
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

    private static final Option STEPS =
            Option.whole("steps", 1, 1_000_000_000, "the number of steps from one checkpoint to the next");

    @Override
    public String summary() {
        return "saves after every n-th step, amid epochs too, and keeps all of these checkpoints";
    }

    @Override
    public Options options() {
        return Options.of(STEPS, CheckpointFile.option("step"));
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new EveryNSteps(CheckpointFile.name(arguments), new Interval(arguments.whole(STEPS.name()), "steps"));
    }

    private record EveryNSteps(String fileName, Interval interval) implements RegularPolicy {

        @Override
        public List<String> remarks(Progress end) {
            return interval.remarks(end.totalSteps());
        }

        @Override
        public CheckpointDecision after(EpochReport epoch) {
            return CheckpointDecision.nothing(this, interval.rule());
        }

        @Override
        public CheckpointDecision afterStep(long step) {
            return interval.decide(this, step, CheckpointFile.ofStep(fileName, step));
        }
    }
}
