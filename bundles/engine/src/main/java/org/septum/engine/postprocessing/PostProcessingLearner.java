// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.postprocessing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.data.Spacing;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.report.PostProcessed;
import org.septum.common.text.Words;
import org.septum.engine.sample.ActiveHead;

/**
 * Learns from volumes that the network has not been trained on which steps help. Steps are tried one after another, each on
 * what those before it have left: a step is kept where the mean over the classes of their Dice rises and the Dice of no class
 * falls (the rule of Isensee et al., "nnU-Net: a self-configuring method for deep learning-based biomedical image segmentation",
 * Nature Methods 2021, which asks for the one or the other by the kind of step).
 */
public final class PostProcessingLearner {

    /** A volume that was decided, and its truth; both as runs, slice by slice. */
    private record Kept(
            String id,
            int height,
            int width,
            Optional<Spacing> spacing,
            List<RunLengths> decided,
            List<RunLengths> truth) {

        DecidedVolume volume() {
            List<int[]> slices = new ArrayList<>();
            decided.forEach(slice -> slices.add(slice.classes()));
            return new DecidedVolume(id, height, width, spacing, slices);
        }

        Kept with(DecidedVolume changed) {
            return new Kept(
                    id,
                    height,
                    width,
                    spacing,
                    changed.slices().stream().map(RunLengths::of).toList(),
                    truth);
        }
    }

    private final List<ActiveHead> heads;
    private final MaskSteps steps;
    private final Map<String, List<Kept>> volumes = new LinkedHashMap<>();

    public PostProcessingLearner(List<ActiveHead> heads, MaskSteps steps) {
        this.heads = heads;
        this.steps = steps;
        heads.forEach(head -> volumes.put(head.name(), new ArrayList<>()));
    }

    /**
     * Adds what a head decided for a volume.
     *
     * @param truth the true class of each pixel, or {@link ActiveHead#IGNORED}, slice by slice
     */
    public void add(ActiveHead head, DecidedVolume decided, List<int[]> truth) {
        volumes.get(head.name())
                .add(new Kept(
                        decided.id(),
                        decided.height(),
                        decided.width(),
                        decided.spacing(),
                        decided.slices().stream().map(RunLengths::of).toList(),
                        truth.stream().map(RunLengths::of).toList()));
    }

    /**
     * Finds out which steps help; none does where there are no volumes.
     *
     * @param cases whose volumes these are, in words
     */
    public PostProcessed learn(String cases) {
        List<PostProcessed.Step> learned = new ArrayList<>();
        int count = 0;
        for (ActiveHead head : heads) {
            List<Kept> current = volumes.get(head.name());
            count = current.size();
            Map<String, Double> before = dice(head, current);
            for (MaskSteps.Step step : steps.of(head)) {
                List<Kept> changed = current.stream()
                        .map(kept -> {
                            DecidedVolume volume = kept.volume();
                            step.apply(volume);
                            return kept.with(volume);
                        })
                        .toList();
                Map<String, Double> after = dice(head, changed);
                boolean helps = helps(before, after);
                learned.add(new PostProcessed.Step(head.name(), step.name(), helps, before, after));
                if (helps) {
                    current = changed;
                    before = after;
                }
            }
        }
        return new PostProcessed(cases + ", " + Words.count(count, "volume"), learned, List.of(), List.of());
    }

    private static boolean helps(Map<String, Double> before, Map<String, Double> after) {
        return PostProcessed.Step.mean(after) > PostProcessed.Step.mean(before)
                && before.keySet().stream()
                        .allMatch(name -> after.containsKey(name) && after.get(name) >= before.get(name));
    }

    /**
     * The Dice of each foreground class, the mean over all volumes. Where neither truth nor prediction has a class it counts 1:
     * a step that takes away what the truth does not have must gain by it.
     */
    private static Map<String, Double> dice(ActiveHead head, List<Kept> volumes) {
        int classes = head.classes().size();
        Map<String, Double> dice = new LinkedHashMap<>();
        double[] sums = new double[classes];
        for (Kept kept : volumes) {
            long[] both = new long[classes];
            long[] either = new long[classes];
            for (int slice = 0; slice < kept.truth.size(); slice++) {
                int[] truth = kept.truth.get(slice).classes();
                int[] decided = kept.decided.get(slice).classes();
                for (int pixel = 0; pixel < truth.length; pixel++) {
                    if (truth[pixel] != ActiveHead.IGNORED) {
                        either[truth[pixel]]++;
                        either[decided[pixel]]++;
                        both[truth[pixel]] += truth[pixel] == decided[pixel] ? 1 : 0;
                    }
                }
            }
            for (int index = 1; index < classes; index++) {
                sums[index] += either[index] == 0 ? 1 : 2.0 * both[index] / either[index];
            }
        }
        for (int index = 1; index < classes; index++) {
            dice.put(
                    head.classes().get(index),
                    sums[index] / volumes.size()); // NaN without volumes, which is never better
        }
        return dice;
    }
}
