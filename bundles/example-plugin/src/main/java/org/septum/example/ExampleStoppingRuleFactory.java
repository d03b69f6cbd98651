// SPDX-License-Identifier: Apache-2.0
package org.septum.example;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.EpochReport;
import org.septum.api.training.StoppingRule;
import org.septum.api.training.StoppingRuleFactory;

/** Creates {@code example-stopping-rule}: a run ends when its epochs have taken some time. */
@Component
@PluginType("example-stopping-rule")
public final class ExampleStoppingRuleFactory implements StoppingRuleFactory {

    @Override
    public String summary() {
        return "stops after the epoch with which the run has taken some time";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.real("hours", 0.001, 10_000, "how long a run may take").or(2));
    }

    @Override
    public StoppingRule create(Arguments arguments) {
        return new ExampleStoppingRule(arguments.real("hours"));
    }

    private static final class ExampleStoppingRule implements StoppingRule {

        private static final double SECONDS_PER_HOUR = 3600;

        private final double hours;
        private double seconds;

        ExampleStoppingRule(double hours) {
            this.hours = hours;
        }

        @Override
        public Optional<String> reasonToStop(EpochReport epoch) {
            seconds += epoch.seconds();
            return seconds < hours * SECONDS_PER_HOUR
                    ? Optional.empty()
                    : Optional.of("it has taken " + hours + " hours or more");
        }

        @Override
        public Map<String, Double> state() {
            return Map.of("seconds", seconds);
        }

        @Override
        public void restore(Map<String, Double> state) {
            seconds = state.getOrDefault("seconds", 0.0);
        }
    }
}
