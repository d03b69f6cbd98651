// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.api.training.ScoreWatcher;
import org.septum.common.text.NearestName;
import org.septum.services.experiment.Problems;

/** Compares what an experiment's components watch with the scores that each of its epochs will measure. */
record Watched(List<String> measured, boolean validation) {

    /**
     * Asks every component that can watch a score.
     *
     * @throws UserError with each score that will not be measured, where it is asked for
     */
    void check(Experiment experiment) {
        Problems problems = new Problems();
        check(experiment.optimizer(), problems);
        experiment.checkpoints().forEach(component -> check(component, problems));
        experiment.training().stop().forEach(component -> check(component, problems));
        problems.throwIfAny();
    }

    private void check(Component component, Problems problems) {
        problems.attempt(() -> component.create(ScoreWatcher.class))
                .ifPresent(watcher -> watcher.watches().stream()
                        .filter(path -> !measured.contains(path))
                        .forEach(path -> problems.add(error(component, path, unmeasured(path)))));
    }

    private String unmeasured(String path) {
        String wrong = "this run will not measure '" + path + "'";
        if (!validation && path.startsWith(Part.VALIDATION + "/")) {
            return wrong + ", for its split leaves no samples for validation; give it some (data.split), or watch "
                    + String.join(", ", measured);
        }
        return wrong + "; it measures " + String.join(", ", measured)
                + NearestName.slip(path, measured)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("");
    }

    /** An error where a text stands among the options of a component, or of one nested in it. */
    static UserError error(Component component, String text, String message) {
        return located(component, text, message)
                .orElseGet(() -> new UserError(component.arguments().location(), component.type() + ": " + message));
    }

    private static Optional<UserError> located(Component component, String text, String message) {
        Arguments arguments = component.arguments();
        for (Map.Entry<String, Object> option : arguments.asMap().entrySet()) {
            if (option.getValue().equals(text)) {
                return Optional.of(arguments.error(option.getKey(), message));
            }
            if (option.getValue() instanceof Component nested) {
                Optional<UserError> inside = located(nested, text, message);
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return Optional.empty();
    }
}
