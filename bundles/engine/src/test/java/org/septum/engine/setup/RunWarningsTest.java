// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Kind;
import org.septum.api.data.Part;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.metric.MetricValue;
import org.septum.api.report.BaselineScores;
import org.septum.engine.Samples;
import org.septum.engine.SmallTraining;
import org.septum.engine.TestComponents;
import org.septum.engine.TestExperiment;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Labelling;
import org.septum.losses.WeightedSumFactory;

/** What makes scores worthless is said, and nothing else. */
class RunWarningsTest {

    private static final List<String> LABELS = List.of("background", "a");
    private final TestComponents components = new TestComponents();
    private final Split split = (samples, random) -> new Partition(samples, List.of(), List.of());
    private final Experiment experiment =
            new TestExperiment(Samples.of(LABELS, 2, 2), split, 2, 2, false, List.of("dice")).experiment();

    private static SampleInfo slice(String volume, int index) {
        return Samples.info(volume + index, volume, volume, index);
    }

    @Test
    void whereNeighboursAreMissingItIsSaid() {
        SampleInfo one = slice("v", 0);
        SampleInfo two = slice("v", 1);
        SampleInfo four = slice("v", 3);
        SampleInfo other = slice("w", 5);
        assertThat(RunWarnings.ofContext(0, List.of(one))).isEmpty();
        assertThat(RunWarnings.ofContext(2, List.of(two, one))).isEmpty();
        assertThat(RunWarnings.ofContext(2, List.of(one, other)))
                .containsExactly(
                        "data.context is 2, but no sample has neighbours: the dataset's samples are no slices of"
                                + " volumes, so that the slice itself is repeated in their place");
        assertThat(RunWarnings.ofContext(1, List.of(one, two, four, other)))
                .containsExactly(
                        "data.context is 1, but 1 of 2 volumes have one slice, so that the slice itself is repeated in their"
                                + " place",
                        "data.context is 1, but the data leave out slices of 1 of 2 volumes: there the next slice that is"
                                + " there counts as the neighbour, or the slice itself where none is, while a prediction sees"
                                + " all slices of a file");
        assertThat(RunWarnings.ofContext(1, List.of(two, slice("v", 2)))).hasSize(1);
    }

    private List<ActiveHead> heads(HeadSection... sections) {
        return ActiveHead.of(List.of(sections), Labelling.of(LABELS));
    }

    private HeadSection head(String name, double weight, double... terms) {
        var entropy = components.component(Kind.LOSS, "cross-entropy", Map.of());
        var loss = terms.length == 0
                ? entropy
                : SmallTraining.made(
                        Kind.LOSS,
                        new WeightedSumFactory(),
                        Map.of(
                                "losses",
                                Collections.nCopies(terms.length, entropy),
                                "weights",
                                Arrays.stream(terms).boxed().toList()));
        return new HeadSection(
                name,
                components.component(Kind.HEAD, "multiclass", Map.of()),
                Map.of(
                        "loss",
                        loss,
                        "weight",
                        weight,
                        "metrics",
                        List.of(components.component(Kind.METRIC, "dice", Map.of()))));
    }

    private List<String> ofExperiment(int training, HeadSection... sections) {
        return RunWarnings.ofExperiment(experiment, heads(sections), training);
    }

    @Test
    void aHeadOrALossOfNoWeightTrainsNothing() {
        assertThat(ofExperiment(4, head("x", 1, 0, 0.5), head("y", 0.1))).isEmpty();
        assertThat(ofExperiment(4, head("x", 0), head("y", 1)))
                .containsExactly("heads.x.weight is 0: its loss trains nothing, and its logits stay arbitrary");
        assertThat(ofExperiment(4, head("x", 1, 0, 0), head("y", 1)))
                .containsExactly(
                        "all weights of heads.x.loss are 0: its loss trains nothing, and its logits stay arbitrary");
        assertThat(ofExperiment(4, head("x", 1, 0, 0), head("y", 0)))
                .containsExactly("all weights of heads.x.loss are 0 and heads.y.weight is 0: the network is not trained"
                        + " at all");
    }

    @Test
    void aBatchLargerThanTheDataIsSmaller() {
        assertThat(ofExperiment(2, head("x", 1))).isEmpty();
        assertThat(ofExperiment(1, head("x", 1)))
                .containsExactly(
                        "data.batch-size is 2, but the training part has 1 sample: each epoch is one step of 1");
        assertThat(ofExperiment(0, head("x", 1))).isEmpty(); // an evaluation of other data
    }

    @Test
    void aShareOfSkippedSteps() {
        assertThat(RunWarnings.ofSteps(0, 12)).isEmpty();
        assertThat(RunWarnings.ofSteps(1, 101)).isEmpty();
        assertThat(RunWarnings.ofSteps(11, 12))
                .containsExactly(
                        "11 of 12 training steps (92 %) were left out because their loss was not finite; log.txt"
                                + " names them with their samples");
    }

    private List<String> ofBaselines(double model, double background, double frequent) {
        return RunWarnings.ofBaselines(
                heads(head("x", 1)),
                List.of(dice("a", 0.9), dice("mean", model)),
                List.of(
                        new BaselineScores("all background", List.of(dice("mean", background))),
                        new BaselineScores("most frequent class", List.of(dice("mean", frequent)))),
                Part.TEST);
    }

    private static MetricValue dice(String className, double value) {
        return new MetricValue(1, Part.TEST, "x", "dice", className, value);
    }

    @Test
    void aModelThatIsNoBetterThanAPredictionWithoutAnImage() {
        assertThat(ofBaselines(0.7, 0, 0.69)).isEmpty();
        assertThat(ofBaselines(0.35, 0.5, 0.69))
                .containsExactly("the model is no better than a prediction that needs no image: test x/dice is 0.3500,"
                        + " that of 'most frequent class' 0.6900");
        assertThat(ofBaselines(0, 0, Double.NaN)).hasSize(1);
        assertThat(ofBaselines(1, 1, 0)).isEmpty(); // nothing is better than perfect
        assertThat(ofBaselines(Double.NaN, 0, 0)).isEmpty();
    }

    @Test
    void severalMetricsAreOneWarning() {
        List<MetricValue> scores = List.of(dice("mean", 0.1), new MetricValue(1, Part.TEST, "y", "dice", "mean", 0.2));
        assertThat(RunWarnings.ofBaselines(
                        heads(head("x", 1), head("y", 1)),
                        scores,
                        List.of(new BaselineScores(
                                "all background",
                                List.of(dice("mean", 0.3), new MetricValue(1, Part.TEST, "y", "dice", "mean", 0.4)))),
                        Part.TEST))
                .containsExactly(
                        "the model is no better than a prediction that needs no image: test x/dice is 0.1000, that"
                                + " of 'all background' 0.3000; test y/dice is 0.2000, that of 'all background' 0.4000");
    }
}
