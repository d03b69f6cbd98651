// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.draft;

import static org.septum.planning.draft.Decisions.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Component;
import org.septum.api.experiment.Experiment;
import org.septum.planning.rules.Axes;
import org.septum.planning.text.ExperimentTree;
import org.septum.services.plan.Planner.Decision;

/**
 * The changes of the training samples: the experiment's own, or nnU-Net's where it has none; and parts of images that are larger
 * than the patch.
 *
 * @param values as they stand in a file
 * @param reason empty where nothing is decided
 * @param mirrors whether images are mirrored along both axes
 */
record Augmentations(List<Object> values, String reason, boolean mirrors) {

    private static final String CROP = "crop";

    /** A patch that is longer than this is turned a little only, or it would have to be filled up. */
    private static final double LONG = 1.5;

    private static final List<Double> NONE = List.of(0.0, 0.0);

    static Augmentations of(Draft draft, Experiment experiment) {
        List<Component> own = experiment.data().augmentations();
        List<String> types = own.stream().map(Component::type).toList();
        List<Object> values = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        if (draft.cutsImages() && !types.contains(CROP)) {
            values.add(draft.nnunetTraining() ? CROP : component(CROP, "foreground-probability", 0.33));
            reasons.add("Some images are larger than the patch: random parts of them, a third around foreground"
                    + " (nnU-Net's share), and overlapping tiles in validation and test.");
        }
        if (own.isEmpty()) {
            values.addAll(usual(draft.topology().patch()));
            reasons.add("nnU-Net's changes, probabilities and ranges; take mirror away where left and right differ and"
                    + " matter.");
        } else {
            own.forEach(component -> values.add(ExperimentTree.component(component)));
        }
        boolean mirrors = own.isEmpty()
                || types.contains("mirror")
                || types.containsAll(List.of("flip-horizontal", "flip-vertical"));
        return new Augmentations(values, String.join(" ", reasons), mirrors);
    }

    private static List<Object> usual(Axes patch) {
        double ratio = (double) Math.max(patch.height(), patch.width()) / Math.min(patch.height(), patch.width());
        double degrees = ratio > LONG ? 15 : 180;
        return List.of(
                component("rotate", "degrees", List.of(-degrees, degrees), "probability", 0.2),
                // nnU-Net draws evenly from 0.7 to 1.4 by how much a picture shrinks; these are the inverse.
                component(
                        "scale",
                        "factor",
                        List.of(0.7142857, 1.4285714),
                        "distribution",
                        "inverse",
                        "probability",
                        0.2),
                component("gaussian-noise", "sigma", List.of(0.0, 0.1), "unit", "intensities", "probability", 0.1),
                perChannel(
                        component("gaussian-blur", "sigma", List.of(0.5, 1.0), "each-axis", true, "probability", 0.2),
                        0.5),
                perChannel(
                        component(
                                "brightness-contrast",
                                "multiplier",
                                List.of(0.75, 1.25),
                                "brightness",
                                NONE,
                                "contrast",
                                List.of(1.0, 1.0),
                                "distribution",
                                "halves",
                                "probability",
                                0.15),
                        1),
                perChannel(
                        component(
                                "brightness-contrast",
                                "brightness",
                                NONE,
                                "contrast",
                                List.of(0.75, 1.25),
                                "distribution",
                                "halves",
                                "keep-range",
                                true,
                                "probability",
                                0.15),
                        1),
                perChannel(component("low-resolution", "factor", List.of(0.5, 1.0), "probability", 0.25), 0.5),
                perChannel(gamma(true, 0.1), 1),
                perChannel(gamma(false, 0.3), 1),
                "mirror");
    }

    private static Map<String, Object> gamma(boolean invert, double probability) {
        Map<String, Object> gamma = component("gamma", "exponent", List.of(0.7, 1.5), "distribution", "halves");
        if (invert) {
            gamma.put("invert", true);
        }
        gamma.put("probability", probability);
        return gamma;
    }

    private static Map<String, Object> perChannel(Map<String, Object> component, double probability) {
        component.put("each-channel", true);
        if (probability < 1) {
            component.put("channel-probability", probability);
        }
        return component;
    }

    Optional<Decision> decision() {
        return reason.isEmpty() ? Optional.empty() : Optional.of(new Decision("data.augment", values, reason));
    }
}
