// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import java.util.LinkedHashMap;
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
import org.septum.training.Monitor;

/** The checkpoint policy {@code top-k}: {@link TopK}. */
@Component
@PluginType("top-k")
public final class TopKFactory implements CheckpointPolicyFactory {

    private static final Option COUNT =
            Option.whole("count", 1, 1000, "how many checkpoints are kept").or(3);

    @Override
    public String summary() {
        return "keeps the checkpoints of the best epochs; the best of them is tested in the end";
    }

    @Override
    public Options options() {
        return Options.of(Monitor.PATH, Monitor.MODE, Monitor.AVERAGE, COUNT, CheckpointFile.option("top"));
    }

    @Override
    public CheckpointPolicy create(Arguments arguments) {
        return new TopK(arguments);
    }

    /**
     * Keeps the checkpoints of the best epochs so far, one file for each. Of equal values the earlier one is better; NaN is
     * never kept.
     */
    private static final class TopK extends Monitor implements CheckpointPolicy {

        private final String fileName;
        private final int count;
        /** The kept epochs and their values. */
        private final Map<Integer, Double> kept = new LinkedHashMap<>();

        TopK(Arguments arguments) {
            super(arguments);
            fileName = CheckpointFile.name(arguments);
            count = arguments.whole(COUNT.name());
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
            String file = fileAfter(epoch.epoch());
            if (Double.isNaN(value)) {
                return CheckpointDecision.nothing(this, told(value) + " is not among the best");
            }
            String reason = told(value) + " is among the best " + count;
            if (kept.size() < count) {
                kept.put(epoch.epoch(), value);
                return CheckpointDecision.save(this, file, reason);
            }
            int worst = worst();
            if (!isBetter(value, kept.get(worst))) {
                return CheckpointDecision.nothing(this, told(value) + " is not among the best " + count);
            }
            kept.remove(worst);
            kept.put(epoch.epoch(), value);
            return CheckpointDecision.save(this, file, reason, fileAfter(worst));
        }

        /** The kept epoch with the worst value, the last of them if there are several. */
        private int worst() {
            int worst = kept.keySet().iterator().next();
            for (int epoch : kept.keySet()) {
                if (!isBetter(kept.get(epoch), kept.get(worst))) {
                    worst = epoch;
                }
            }
            return worst;
        }

        @Override
        public String fileAfter(int epoch) {
            return CheckpointFile.ofEpoch(fileName, epoch);
        }

        /** The file of the best epoch, or before there is one a file that does not exist. */
        @Override
        public String selected() {
            int best = 0;
            for (int epoch : kept.keySet()) {
                if (best == 0 || isBetter(kept.get(epoch), kept.get(best))) {
                    best = epoch;
                }
            }
            return fileAfter(best);
        }

        @Override
        public Map<String, Double> state() {
            Map<String, Double> state = new LinkedHashMap<>(averageState());
            kept.forEach((epoch, value) -> state.put(Integer.toString(epoch), value));
            return state;
        }

        @Override
        public void restore(Map<String, Double> state) {
            kept.clear();
            restoreAverage(state).keySet().stream()
                    .map(Integer::valueOf)
                    .sorted()
                    .forEach(epoch -> kept.put(epoch, state.get(epoch.toString())));
        }
    }
}
