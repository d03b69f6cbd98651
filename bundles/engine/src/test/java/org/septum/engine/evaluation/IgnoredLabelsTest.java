// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.experiment.HeadSection;
import org.septum.api.metric.MetricFactory;
import org.septum.api.metric.MetricValue;
import org.septum.engine.Samples;
import org.septum.engine.TestComponents;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.Labelling;
import org.septum.metrics.overlap.PixelAccuracyFactory;

/** Pixels of a label that nobody has judged count for no loss and no metric. */
class IgnoredLabelsTest {

    private static final List<String> LABELS = List.of("background", "unjudged", "rv", "lv");

    private static final MetricFactory ACCURACY = new PixelAccuracyFactory();

    private final TestComponents components = new TestComponents();

    private ActiveHead head(String type, Map<String, Object> options, Labelling labelling) {
        HeadSection section = new HeadSection(
                "structures",
                components.component(Kind.HEAD, type, options),
                Map.of(
                        "loss",
                                components.component(
                                        Kind.LOSS, type.equals("multiclass") ? "cross-entropy" : "bce", Map.of()),
                        "metrics",
                                List.of(
                                        components.component(Kind.METRIC, "dice", Map.of("include-background", true)),
                                        Component.of(
                                                Kind.METRIC,
                                                "pixel-accuracy",
                                                ACCURACY,
                                                Arguments.of(ACCURACY.options(), Map.of())))));
        return ActiveHead.of(List.of(section), labelling).get(0);
    }

    private final Labelling labelling =
            new Labelling(LABELS, Set.of("unjudged"), Map.of("heart", List.of("rv", "lv"), "left", List.of("lv")));

    @Test
    void noHeadHasAClassForThem() {
        ActiveHead multiclass = head("multiclass", Map.of(), labelling);
        assertThat(multiclass.classes()).containsExactly("background", "rv", "lv");
        assertThat(multiclass.classes(new int[] {3, 1, 0, 2})).containsExactly(2, ActiveHead.IGNORED, 0, 1);
        assertThat(multiclass.ignores()).isTrue();
        assertThat(head("multiclass", Map.of(), Labelling.of(LABELS)).ignores()).isFalse();
        assertThat(head("binary", Map.of("positive", List.of("lv")), labelling).classOfLabel())
                .containsExactly(0, ActiveHead.IGNORED, 0, 1);
        assertThatThrownBy(() -> head("binary", Map.of("positive", List.of("unjudged")), labelling))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the dataset has no label 'unjudged'");
        assertThatThrownBy(() -> new Labelling(LABELS, Set.of("background"), Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the label 'background' is to be ignored and is the background");
    }

    /** Without regions of its own a head decides those of the dataset. */
    @Test
    void theDatasetsRegionsAreDecided() {
        ActiveHead multilabel = head("multilabel", Map.of(), labelling);
        assertThat(multilabel.head().regions().keySet()).containsExactlyInAnyOrder("heart", "left");
        assertThat(multilabel.head().targetChannels()).isEqualTo(2);
        assertThatThrownBy(() -> head("multilabel", Map.of(), Labelling.of(LABELS)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("regions: must be given, because the dataset knows of no regions");
    }

    @Test
    void theirTargetIsTheBackgroundsAndDoesNotCount() {
        for (String type : List.of("multiclass", "multilabel")) {
            ActiveHead head = head(type, Map.of(), labelling);
            int[] truth = head.classes(new int[] {3, 1, 0, 2});
            Batch batch = new Batch(List.of(Samples.info("a", "a", "a", 0)), new float[0], Map.of("structures", truth));
            assertThat(batch.counted(head)).containsExactly(1, 0, 1, 1);
            float[] target = batch.target(head);
            for (int channel = 0; channel < head.head().targetChannels(); channel++) {
                assertThat(target[channel * 4 + 1]).isZero();
            }
        }
    }

    @Test
    void metricsLeaveThemOut() {
        ActiveHead head = head("multiclass", Map.of(), labelling);
        CaseScoring scoring = new CaseScoring(List.of(head), Part.TEST, 1);
        int[] truth = {0, 0, 1, 1, 2, -1, -1, -1};
        int[] prediction = {0, 1, 1, 1, 0, 1, 2, 0};
        scoring.add(head, Samples.info("a", "a", "a", 0), 2, 4, truth.clone(), prediction.clone());
        List<MetricValue> values = new ArrayList<>();
        scoring.collect(head, values, new ArrayList<>());
        assertThat(value(values, "dice", "background")).isCloseTo(2.0 * 1 / (2 + 2), within(1e-12));
        assertThat(value(values, "dice", "rv")).isCloseTo(2.0 * 2 / (2 + 3), within(1e-12));
        assertThat(value(values, "dice", "lv")).isZero();
        assertThat(value(values, "pixel-accuracy", "all")).isCloseTo(3.0 / 5, within(1e-12));
    }

    private static double value(List<MetricValue> values, String metric, String className) {
        return values.stream()
                .filter(value -> value.metric().equals(metric)
                        && (value.className().equals(className) || className.equals("all")))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
