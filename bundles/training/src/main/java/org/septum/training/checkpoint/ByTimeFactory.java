// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

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

/** Publishes {@code by-time}: a checkpoint whenever some time of training has passed. */
@Component
@PluginType("by-time")
public final class ByTimeFactory implements CheckpointPolicyFactory {

    private static final double SECONDS_PER_MINUTE = 60;

    private static final Option MINUTES = Option.real(
                    "minutes", 0.01, 1e6, "the least time of training and validation from one checkpoint to the next")
            .or(30);

    @Override
    public String summary() {
        return "saves after the first epoch that ends some minutes or more after the last save, replacing that";
    }

    @Override
    public Options options() {
        return Options.of(MINUTES, CheckpointFile.option("by-time"));
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new ByTime(CheckpointFile.name(arguments), arguments.real(MINUTES.name()) * SECONDS_PER_MINUTE);
    }

    private static final class ByTime implements RegularPolicy {

        private final String fileName;
        private final double interval;
        private double sinceLast;

        ByTime(String fileName, double interval) {
            this.fileName = fileName;
            this.interval = interval;
        }

        @Override
        public String fileName() {
            return fileName;
        }

        @Override
        public CheckpointDecision after(EpochReport epoch) {
            sinceLast += epoch.seconds();
            String reason = sinceLast + " seconds of " + interval + " have passed since the last";
            if (sinceLast < interval) {
                return CheckpointDecision.nothing(this, reason);
            }
            sinceLast = 0;
            return CheckpointDecision.save(this, fileName, reason);
        }

        @Override
        public Map<String, Double> state() {
            return Map.of("seconds", sinceLast);
        }

        @Override
        public void restore(Map<String, Double> state) {
            sinceLast = state.getOrDefault("seconds", 0.0);
        }
    }
}
