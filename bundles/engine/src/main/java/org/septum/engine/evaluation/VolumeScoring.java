// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.List;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.MetricValue;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.report.CaseValue;
import org.septum.engine.inference.SliceDecision;
import org.septum.engine.postprocessing.MaskSteps;
import org.septum.engine.postprocessing.PostProcessingLearner;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.setup.Setup;

/** Scores the decisions about whole volumes, after post-processing, and without it too where there is any. */
final class VolumeScoring {

    private final Setup setup;
    private final MaskSteps steps;
    private final Optional<PostProcessingLearner> learner;
    private final CaseScoring scoring;
    private final Optional<CaseScoring> unprocessed;

    /**
     * @param steps applied before the decisions are scored
     * @param learner is shown the decisions as the network made them
     */
    VolumeScoring(Setup setup, Part part, int epoch, MaskSteps steps, Optional<PostProcessingLearner> learner) {
        this.setup = setup;
        this.steps = steps;
        this.learner = learner;
        this.scoring = new CaseScoring(setup.heads(), part, epoch);
        this.unprocessed =
                steps.isEmpty() ? Optional.empty() : Optional.of(new CaseScoring(setup.heads(), part, epoch));
    }

    /**
     * Scores the decisions about a volume.
     *
     * @param volume its slices
     * @param decisions about each of them
     */
    void add(List<SampleInfo> volume, List<SliceDecision> decisions) {
        List<Target> targets =
                volume.stream().map(info -> Target.of(setup, info)).toList();
        for (ActiveHead head : setup.heads()) {
            List<int[]> decided = decisions.stream()
                    .map(decision -> decision.classes().get(head.name()))
                    .toList();
            unprocessed.ifPresent(without -> add(without, head, targets, decided));
            if (!steps.of(head).isEmpty() || learner.isPresent()) {
                DecidedVolume whole = whole(volume.get(0).volume(), targets, decided);
                learner.ifPresent(learns -> learns.add(
                        head,
                        whole,
                        targets.stream()
                                .map(target -> head.classes(target.labels().values()))
                                .toList()));
                steps.apply(head, whole);
            }
            add(scoring, head, targets, decided);
        }
    }

    private static void add(CaseScoring scoring, ActiveHead head, List<Target> targets, List<int[]> decided) {
        for (int slice = 0; slice < targets.size(); slice++) {
            scoring.add(head, targets.get(slice), decided.get(slice));
        }
    }

    private static DecidedVolume whole(String id, List<Target> targets, List<int[]> decided) {
        int height = targets.get(0).labels().height();
        int width = targets.get(0).labels().width();
        for (Target target : targets) {
            if (target.labels().height() != height || target.labels().width() != width) {
                throw new UserError(target.info().source() + ": the slice has "
                        + target.labels().height() + " x " + target.labels().width()
                        + " pixels, another one of its volume '"
                        + id + "' " + height + " x " + width
                        + "; post-processing works on volumes whose slices are of one"
                        + " size: leave evaluation.post-processing out, or make volumes of the slices of one size");
            }
        }
        return new DecidedVolume(id, height, width, targets.get(0).info().spacing(), decided);
    }

    /** Adds one head's scores to a list of values, and those of its cases to another. */
    void collect(ActiveHead head, List<MetricValue> values, List<CaseValue> cases) {
        scoring.collect(head, values, cases);
    }

    /** Adds the same without post-processing; nothing if there is none. */
    void collectUnprocessed(ActiveHead head, List<MetricValue> values, List<CaseValue> cases) {
        unprocessed.ifPresent(without -> without.collect(head, values, cases));
    }
}
