// SPDX-License-Identifier: Apache-2.0
package org.septum.api.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;

/**
 * What is known when a run has finished.
 *
 * @param status how it ended
 * @param testedPart the part of the data that was scored in the end: the test, or what an evaluation asked for
 * @param history the scores of every epoch, the tested part's last, under the epoch of the tested checkpoint
 * @param cases the scores of every case of the last validation and of the test
 * @param baselines the test scores of predictions that need no image; empty without a test
 * @param testedCheckpoint the checkpoint that was tested, for example {@code best (epoch 7)}; empty without a test
 * @param seconds the whole run's duration
 * @param facts further facts for the report, by heading: median step time, data wait, peak memory
 * @param warnings what a reader of the scores must know and only the end has shown, each in a sentence: that the model is no
 *     better than a baseline, for example
 * @param postProcessed what was done to the masks of the tested part; empty if the experiment asks for nothing
 * @param view makes the pictures of a case of the tested part
 */
public record RunFinish(
        Status status,
        Part testedPart,
        List<MetricValue> history,
        List<CaseValue> cases,
        List<BaselineScores> baselines,
        String testedCheckpoint,
        double seconds,
        Map<String, String> facts,
        List<String> warnings,
        Optional<PostProcessed> postProcessed,
        Views view) {

    /** How a run can end. */
    public enum Status {
        FINISHED,
        /** It was stopped by the user, and can be resumed. */
        INTERRUPTED,
        /** A model that was trained before was scored again. */
        EVALUATED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Lets the model predict a case once more, for pictures. */
    @FunctionalInterface
    public interface Views {

        /**
         * The slices of a case, in order.
         *
         * @param head the name of the head that predicts
         * @param caseId the id of a sample, a volume or a group
         */
        List<CaseView> of(String head, String caseId);
    }
}
