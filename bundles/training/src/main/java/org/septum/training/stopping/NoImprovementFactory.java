// SPDX-License-Identifier: Apache-2.0
package org.septum.training.stopping;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.EpochReport;
import org.septum.api.training.Progress;
import org.septum.api.training.StoppingRule;
import org.septum.api.training.StoppingRuleFactory;
import org.septum.training.Monitor;
import org.septum.training.Patience;

/** The stopping rule {@code no-improvement}: {@link NoImprovement}. */
@Component
@PluginType("no-improvement")
public final class NoImprovementFactory implements StoppingRuleFactory {

    private static final Option MINIMUM_CHANGE = Option.real(
                    "minimum-change",
                    0,
                    Double.POSITIVE_INFINITY,
                    "by how much a value must be better than the best before to count, in its own unit")
            .or(0);

    @Override
    public String summary() {
        return "early stopping: ends the run when a monitored value has not become better for some epochs";
    }

    @Override
    public Options options() {
        return Options.of(
                Monitor.PATH,
                Monitor.MODE,
                Monitor.AVERAGE,
                Patience.option(1, "for how many epochs in a row it may fail to become better"),
                MINIMUM_CHANGE);
    }

    @Override
    public StoppingRule create(Arguments arguments) {
        return new NoImprovement(arguments);
    }

    /**
     * Ends a run when the monitored value has not become better for some epochs. L. Prechelt, "Early Stopping - But When?", in
     * Neural Networks: Tricks of the Trade, 1998.
     */
    private static final class NoImprovement extends Patience implements StoppingRule {

        private final double minimumChange;

        NoImprovement(Arguments arguments) {
            super(arguments);
            minimumChange = arguments.real(MINIMUM_CHANGE.name());
        }

        @Override
        protected double margin(double best) {
            return minimumChange;
        }

        @Override
        public List<String> remarks(Progress end) {
            return patience + 1 < end.epochCount() ? List.of() : tooShort(end, "end it");
        }

        @Override
        public Optional<String> reasonToStop(EpochReport epoch) {
            int waited = waited(epoch);
            return waited < patience
                    ? Optional.empty()
                    : Optional.of(watched() + " has not become better than " + best() + " for " + waited + " epochs");
        }
    }
}
