// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.Component;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.api.metric.Metric;
import org.septum.api.training.Progress;
import org.septum.api.training.ScoreWatcher;
import org.septum.engine.sample.ActiveHead;

/** What the optimizer, the checkpoint policies and the stopping rules are set to that is allowed and yet seldom meant. */
record RuleWarnings(Setup setup) {

    /** A sentence for each; none where nothing is trained. */
    List<String> all() {
        List<String> warnings = new ArrayList<>();
        if (setup.parts().get(Part.TRAIN).isEmpty()) {
            return warnings;
        }
        Experiment experiment = setup.experiment();
        of("optimizer", experiment.optimizer(), warnings);
        ofEach("checkpoint", experiment.checkpoints(), warnings);
        ofEach("training.stop", experiment.training().stop(), warnings);
        return warnings;
    }

    private void ofEach(String place, List<Component> components, List<String> warnings) {
        for (int i = 0; i < components.size(); i++) {
            of(place + "[" + i + "]", components.get(i), warnings);
        }
    }

    private void of(String place, Component component, List<String> warnings) {
        ScoreWatcher watcher = component.create(ScoreWatcher.class);
        String where = place + " (" + component.name() + "): ";
        watcher.better()
                .forEach((path, taken) -> direction(path)
                        .flatMap(real -> against(path, taken, real))
                        .ifPresent(text -> warnings.add(where + text)));
        int steps = setup.stepsPerEpoch();
        long all = (long) steps * setup.experiment().training().epochs();
        watcher.remarks(new Progress(all, steps, all)).forEach(text -> warnings.add(where + text));
    }

    private static Optional<String> against(String path, Metric.Direction taken, Metric.Direction real) {
        if (taken == real) {
            return Optional.empty();
        }
        return Optional.of(
                real == Metric.Direction.ZERO
                        ? path
                                + " is best at 0, and neither its highest nor its lowest value is its best; watch another"
                                + " score"
                        : "it takes the " + word(taken) + " " + path + " for the better one, but the "
                                + word(real)
                                + " is: the worst counts as the best; turn its mode round");
    }

    private static String word(Metric.Direction direction) {
        return direction == Metric.Direction.HIGHER ? "higher" : "lower";
    }

    /** Which way is better for a score: part/loss, part/head/loss, part/head/metric or part/head/metric/class. */
    private Optional<Metric.Direction> direction(String path) {
        String[] names = path.split("/");
        if (names.length < 4 && names[names.length - 1].equals("loss")) {
            return Optional.of(Metric.Direction.LOWER);
        }
        return names.length < 3
                ? Optional.empty()
                : setup.heads().stream()
                        .filter(head -> head.name().equals(names[1]))
                        .flatMap(head -> head.metrics().stream())
                        .filter(metric -> metric.name().equals(names[2]))
                        .map(ActiveHead.NamedMetric::metric)
                        // Columns that are different quantities have no way in common.
                        .filter(Metric::averagesClasses)
                        .map(Metric::direction)
                        .findFirst();
    }
}
