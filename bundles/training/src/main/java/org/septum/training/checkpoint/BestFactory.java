// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.CheckpointPolicyFactory;
import org.septum.api.training.EpochReport;
import org.septum.training.Monitor;

/** The checkpoint policy {@code best}: {@link Best}. */
@Component
@PluginType("best")
public final class BestFactory implements CheckpointPolicyFactory {

    @Override
    public String summary() {
        return "saves when a monitored value is better than ever before; this checkpoint is tested in the end";
    }

    @Override
    public Options options() {
        return Options.of(Monitor.PATH, Monitor.MODE, Monitor.AVERAGE, CheckpointFile.option("best"));
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new Best(arguments);
    }

    /** Saves when the monitored value is strictly better than in every epoch before; NaN is never better. */
    private static final class Best extends Monitor implements CheckpointPolicy {

        private final String fileName;
        private double best = Double.NaN;
        private int bestEpoch;

        Best(Arguments arguments) {
            super(arguments);
            fileName = CheckpointFile.name(arguments);
        }

        @Override
        public String fileName() {
            return fileName;
        }

        @Override
        public boolean selectsModel() {
            return true;
        }

        @Override
        public CheckpointDecision after(EpochReport epoch) {
            double value = value(epoch);
            String before = bestEpoch == 0 ? "any before" : best + " of epoch " + bestEpoch;
            if (!isBetter(value, best)) {
                return CheckpointDecision.nothing(this, told(value) + " is not better than " + before);
            }
            best = value;
            bestEpoch = epoch.epoch();
            return CheckpointDecision.save(this, fileName, told(value) + " is better than " + before);
        }

        @Override
        public Map<String, Double> state() {
            Map<String, Double> state = new LinkedHashMap<>(averageState());
            if (!Double.isNaN(best)) {
                state.put("value", best);
                state.put("epoch", (double) bestEpoch);
            }
            return state;
        }

        @Override
        public void restore(Map<String, Double> state) {
            restoreAverage(state);
            best = state.getOrDefault("value", Double.NaN);
            bestEpoch = state.getOrDefault("epoch", 0.0).intValue();
        }
    }
}
