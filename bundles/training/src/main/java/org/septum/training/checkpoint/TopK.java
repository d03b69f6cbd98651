// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.metric.Metric;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.EpochReport;
import org.septum.training.Monitor;

/**
 * Keeps the checkpoints of the best epochs so far, one file for each. Of equal values the earlier one is better; NaN is never
 * kept.
 */
final class TopK implements CheckpointPolicy {

    private final Monitor monitor;
    private final String fileName;
    private final int count;
    /** The kept epochs and their values. */
    private final Map<Integer, Double> kept = new LinkedHashMap<>();

    TopK(Arguments arguments) {
        monitor = new Monitor(arguments);
        fileName = CheckpointFile.name(arguments);
        count = arguments.whole("count");
    }

    @Override
    public String fileName() {
        return fileName;
    }

    @Override
    public Set<String> watches() {
        return Set.of(monitor.path());
    }

    @Override
    public Map<String, Metric.Direction> better() {
        return monitor.directions();
    }

    @Override
    public boolean selectsModel() {
        return true;
    }

    @Override
    public CheckpointDecision after(EpochReport epoch) {
        double value = monitor.value(epoch);
        String file = fileAfter(epoch.epoch());
        if (Double.isNaN(value)) {
            return CheckpointDecision.nothing(this, monitor.told(value) + " is not among the best");
        }
        String reason = monitor.told(value) + " is among the best " + count;
        if (kept.size() < count) {
            kept.put(epoch.epoch(), value);
            return CheckpointDecision.save(this, file, reason);
        }
        int worst = worst();
        if (!monitor.better(value, kept.get(worst))) {
            return CheckpointDecision.nothing(this, monitor.told(value) + " is not among the best " + count);
        }
        kept.remove(worst);
        kept.put(epoch.epoch(), value);
        return CheckpointDecision.save(this, file, reason, fileAfter(worst));
    }

    /** The kept epoch with the worst value, the last of them if there are several. */
    private int worst() {
        int worst = kept.keySet().iterator().next();
        for (int epoch : kept.keySet()) {
            if (!monitor.better(kept.get(epoch), kept.get(worst))) {
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
            if (best == 0 || monitor.better(kept.get(epoch), kept.get(best))) {
                best = epoch;
            }
        }
        return fileAfter(best);
    }

    @Override
    public Map<String, Double> state() {
        Map<String, Double> state = new LinkedHashMap<>();
        kept.forEach((epoch, value) -> state.put(Integer.toString(epoch), value));
        return state;
    }

    @Override
    public void restore(Map<String, Double> state) {
        kept.clear();
        state.keySet().stream()
                .map(Integer::valueOf)
                .sorted()
                .forEach(epoch -> kept.put(epoch, state.get(epoch.toString())));
    }
}
