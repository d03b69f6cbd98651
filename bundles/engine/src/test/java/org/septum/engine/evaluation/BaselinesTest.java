// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Part;
import org.septum.api.data.Partition;
import org.septum.api.data.Split;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.BaselineScores;
import org.septum.engine.Samples;
import org.septum.engine.TestExperiment;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;

/** Hand-computed scores of predictions that need no image. */
class BaselinesTest {

    private static final Split LAST_IS_TEST = (samples, random) -> new Partition(
            samples.subList(0, samples.size() - 1), List.of(), samples.subList(samples.size() - 1, samples.size()));

    private static Map<String, Map<String, Double>> scores(Samples data, boolean onGrid) {
        try (Setup setup = Setup.of(
                new TestExperiment(data, LAST_IS_TEST, 2, 2, onGrid, List.of("dice")).experiment(),
                new PlanningGraphCompiler())) {
            List<BaselineScores> scores = new Baselines(setup).scores(Part.TEST, 3);
            assertThat(scores.get(0).values())
                    .allSatisfy(value -> assertThat(value.epoch()).isEqualTo(3));
            return scores.stream()
                    .collect(Collectors.toMap(
                            BaselineScores::name,
                            baseline -> baseline.values().stream()
                                    .collect(Collectors.toMap(MetricValue::className, MetricValue::value))));
        }
    }

    private static void assertScore(Map<String, Double> scores, String className, double expected) {
        assertThat(scores.get(className)).as(className).isCloseTo(expected, within(1e-12));
    }

    /**
     * The classes that the pixels most often have in training are 1 1 / 0 2: the third pixel's 0, 1 and 2 are equally
     * frequent, and the first of them counts.
     */
    @Test
    void countsOnTheGrid() {
        Samples data = Samples.of(List.of("background", "a", "b"), 2, 2)
                .add("p", "v", 1, 1, 0, 2)
                .add("q", "v", 1, 0, 1, 2)
                .add("r", "v", 0, 1, 2, 0)
                .add("s", "v", 1, 2, 0, 2);
        Map<String, Map<String, Double>> scores = scores(data, true);
        assertScore(scores.get("all background"), "a", 0);
        assertScore(scores.get("all background"), "b", 0);
        // a: truth 1, prediction 2, common 1; b: truth 2, prediction 1, common 1.
        assertScore(scores.get("most frequent class of each pixel"), "a", 2.0 / 3);
        assertScore(scores.get("most frequent class of each pixel"), "b", 2.0 / 3);
        assertScore(scores.get("most frequent class of each pixel"), "mean", 2.0 / 3);
    }

    /** Images of 2 x 4 pixels on a grid of their middle 2 x 2: what lies outside is predicted to be background. */
    @Test
    void goesBackToTheImagesOwnPixels() {
        Samples data = Samples.of(List.of("background", "a"), 2, 4)
                .add("p", "v", 1, 1, 0, 1, 1, 0, 1, 1)
                .add("q", "v", 1, 0, 1, 0, 1, 0, 1, 0);
        // On the grid the training says 1 0 / 0 1, the test 0 1 / 0 1.
        Map<String, Double> onImage = scores(data, false).get("most frequent class of each pixel");
        assertScore(onImage, "a", 2.0 * 1 / (4 + 2));
        Map<String, Double> onGrid = scores(data, true).get("most frequent class of each pixel");
        assertScore(onGrid, "a", 2.0 * 1 / (2 + 2));
    }
}
