// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.postprocessing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.Component;
import org.septum.api.PluginFailure;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.postprocessing.PostProcessing;
import org.septum.api.report.PostProcessed;
import org.septum.engine.sample.ActiveHead;

/**
 * The steps of an experiment's post-processing for each of its heads, in the order in which they are tried and applied.
 *
 * @param byHead by the head's name; empty lists where the experiment asks for nothing
 */
public record MaskSteps(Map<String, List<Step>> byHead) {

    /** Nothing is done. */
    public static final MaskSteps NONE = new MaskSteps(Map.of());

    /** A step for the classes of one head. */
    public record Step(String name, PostProcessing.Bound bound, int index) {

        /** Changes the classes of a volume's pixels in place. */
        public void apply(DecidedVolume volume) {
            try {
                bound.apply(index, volume);
            } catch (UserError e) {
                throw e;
            } catch (RuntimeException e) {
                throw PluginFailure.with(volume, e);
            }
        }
    }

    /**
     * All steps that an experiment asks for.
     *
     * @throws UserError if an option names a class that a head does not have, or two steps are the same
     */
    public static MaskSteps of(Experiment experiment, List<ActiveHead> heads) {
        Map<String, List<Step>> byHead = new LinkedHashMap<>();
        for (ActiveHead head : heads) {
            Set<String> names = new HashSet<>();
            List<Step> steps = new ArrayList<>();
            for (Component component : experiment.evaluation().postProcessing()) {
                PostProcessing.Bound bound =
                        component.create(PostProcessing.class).bind(head.classes());
                List<String> own = List.copyOf(bound.steps());
                for (int index = 0; index < own.size(); index++) {
                    if (!names.add(own.get(index))) {
                        throw new UserError(
                                component.arguments().location(),
                                "the step '" + own.get(index) + "' stands in evaluation.post-processing twice; take one"
                                        + " away");
                    }
                    steps.add(new Step(own.get(index), bound, index));
                }
            }
            byHead.put(head.name(), steps);
        }
        return new MaskSteps(byHead);
    }

    /** Those of them that are applied. */
    public MaskSteps kept(PostProcessed learned) {
        Map<String, List<Step>> kept = new LinkedHashMap<>();
        byHead.forEach((head, steps) -> kept.put(
                head,
                steps.stream()
                        .filter(step -> learned.kept().stream()
                                .anyMatch(other -> other.head().equals(head)
                                        && other.name().equals(step.name())))
                        .toList()));
        return new MaskSteps(kept);
    }

    public boolean isEmpty() {
        return byHead.values().stream().allMatch(List::isEmpty);
    }

    /** The names of all steps; those of several heads after the head's. */
    public List<String> names() {
        return byHead.entrySet().stream()
                .flatMap(head -> head.getValue().stream()
                        .map(step -> byHead.size() == 1 ? step.name() : head.getKey() + ": " + step.name()))
                .toList();
    }

    /** The steps of a head. */
    public List<Step> of(ActiveHead head) {
        return byHead.getOrDefault(head.name(), List.of());
    }

    /** Applies every step to what a head decided for a volume. */
    public void apply(ActiveHead head, DecidedVolume volume) {
        of(head).forEach(step -> step.apply(volume));
    }

    /** Every step as applied without being asked whether it helps. */
    public PostProcessed always() {
        List<PostProcessed.Step> steps = new ArrayList<>();
        byHead.forEach((head, own) ->
                own.forEach(step -> steps.add(new PostProcessed.Step(head, step.name(), true, Map.of(), Map.of()))));
        return new PostProcessed("", steps, List.of(), List.of());
    }

    /**
     * Applies each step to made-up volumes of one pixel with the spacings of samples, so that one which needs a spacing is
     * refused before the training.
     *
     * @throws UserError naming the first sample without one
     */
    public void requireApplicable(List<SampleInfo> samples) {
        if (isEmpty()) {
            return;
        }
        Optional<SampleInfo> unknown =
                samples.stream().filter(info -> info.spacing().isEmpty()).findFirst();
        SampleInfo info = unknown.orElse(samples.get(0));
        DecidedVolume volume = new DecidedVolume(info.volume(), 1, 1, info.spacing(), List.of(new int[1]));
        byHead.values().forEach(steps -> steps.forEach(step -> step.apply(volume)));
    }

    /** What to say where no case is there to learn from. */
    public List<String> unlearnable(Experiment experiment, Map<Part, List<SampleInfo>> parts) {
        boolean trained = !parts.get(Part.TRAIN).isEmpty();
        return isEmpty()
                        || !trained
                        || !parts.get(Part.VALIDATION).isEmpty()
                        || experiment.evaluation().keepsAllPostProcessing()
                ? List.of()
                : List.of(
                        "evaluation.post-processing is learnt on the validation part, which has no samples: this run"
                                + " applies none of it; let the split keep samples for validation, set"
                                + " evaluation.keep-post-processing to always, or learn it with septum ensemble from all folds");
    }
}
