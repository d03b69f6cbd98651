// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.planning.rules.Axes;
import org.septum.services.plan.Planner.Decision;

/** What an experiment says of a draft. */
public final class Decisions {

    private static final String TYPE = "type";

    private final Draft draft;
    private final List<Decision> decisions = new ArrayList<>();

    private Decisions(Draft draft) {
        this.draft = draft;
    }

    /**
     * The decisions in the order of an experiment file.
     *
     * @param experiment what is planned for
     */
    public static List<Decision> of(Draft draft, Experiment experiment) {
        Decisions all = new Decisions(draft);
        Augmentations augmentations = Augmentations.of(draft, experiment);
        all.data(augmentations);
        all.add("model", ModelDecision.of(draft));
        experiment.heads().forEach(all::loss);
        all.optimizer();
        all.training(experiment);
        if (augmentations.mirrors()) {
            all.add(
                    "evaluation.flip",
                    true,
                    "The test averages the image and its three mirror images, as the training has mirror images too.");
        }
        return List.copyOf(all.decisions);
    }

    private void data(Augmentations augmentations) {
        Axes patch = draft.topology().patch();
        add("data.size", List.of((long) patch.height(), (long) patch.width()));
        add("data.batch-size", (long) draft.batch());
        if (draft.nnunetTraining()) {
            add(
                    "data.sampling",
                    component("by-case", "foreground-share", 0.33),
                    "nnU-Net's: each case as often as any other, and a third of a batch around a random class, which picks"
                            + " the slice too.");
        }
        add("data.intensity", IntensityDecision.value(draft), IntensityDecision.reason(draft));
        double[] spacing = draft.grid().target().planarSpacing();
        add(
                "data.grid",
                draft.grid().known()
                        ? component(
                                "resample", "spacing", List.of(Numbers.round(spacing[0]), Numbers.round(spacing[1])))
                        : component("crop-or-pad"));
        if (draft.nnunetTraining() && draft.grid().known()) {
            add("data.interpolation", "cubic", "nnU-Net's: images by splines of order 3, labels class by class.");
            add("data.label-interpolation", "linear", "");
        }
        augmentations.decision().ifPresent(decisions::add);
    }

    private void loss(HeadSection head) {
        String path = "heads." + head.name() + ".loss";
        boolean classes = head.head().type().equals("multiclass");
        if (classes || List.of("binary", "multilabel").contains(head.head().type())) {
            Map<String, Object> dice = classes
                    ? component("dice", "background", false, "over", "batch")
                    : component("dice", "over", "batch");
            add("heads." + head.name() + ".initialization", "he", "As the network's other convolutions.");
            add(
                    path,
                    component("weighted-sum", "losses", List.of(dice, classes ? "cross-entropy" : "bce")),
                    "Dice over the whole batch" + (classes ? " without background" : "")
                            + ", for in 2D a slice alone may lack a class, and cross-entropy, in equal parts (nnU-Net).");
        }
    }

    private void optimizer() {
        if (draft.isShort()) {
            add(
                    "optimizer",
                    component("adam", "learning-rate", 1e-3, "clip-norm", 12.0, "schedule", "cosine"),
                    "Septum's, not nnU-Net's: " + draft.steps()
                            + " steps are few for SGD with a momentum of 0.99, which is"
                            + " tuned for 250000; Adam with a cosine schedule comes further in them.");
        } else {
            add(
                    "optimizer",
                    component(
                            "sgd",
                            "learning-rate",
                            1e-2,
                            "momentum",
                            0.99,
                            "nesterov",
                            true,
                            "weight-decay",
                            3e-5,
                            "clip-norm",
                            12.0,
                            "schedule",
                            component("polynomial", "power", 0.9)),
                    "nnU-Net's, for " + draft.steps() + " steps.");
        }
    }

    private void training(Experiment experiment) {
        add("training.epochs", (long) (draft.nnunetTraining() ? Draft.NNUNET_EPOCHS : draft.passes()));
        if (draft.nnunetTraining()) {
            add("training.steps-per-epoch", (long) Draft.NNUNET_STEPS, "");
        } else if (experiment.training().stepsPerEpoch().isPresent()) {
            add("training.steps-per-epoch", 0L, "An epoch is a pass over the training part.");
        }
    }

    private void add(String path, Object value) {
        add(path, value, String.join(" ", draft.reasons().getOrDefault(path, List.of())));
    }

    private void add(String path, Object value, String reason) {
        decisions.add(new Decision(path, value, reason));
    }

    /** A component: its type, then names and values in turn. */
    static Map<String, Object> component(String type, Object... options) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(TYPE, type);
        for (int i = 0; i < options.length; i += 2) {
            map.put((String) options[i], options[i + 1]);
        }
        return map;
    }
}
