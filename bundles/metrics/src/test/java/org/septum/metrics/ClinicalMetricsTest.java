// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Spacing;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;
import org.septum.metrics.clinical.EjectionFractionFactory;
import org.septum.metrics.clinical.MyocardialMassFactory;
import org.septum.metrics.clinical.VentricleVolumeFactory;

class ClinicalMetricsTest {

    private static final List<String> CLASSES = List.of("background", "myocardium", "lv");

    /** A voxel of 1 ml. */
    private static final Optional<Spacing> SPACING = Optional.of(new Spacing(10, 10, 10));

    private static final ScoredSlice DIASTOLE =
            slice("a", "ED", new int[] {1, 1, 2, 2, 2, 2, 2}, new int[] {1, 1, 1, 2, 2, 2, 2});
    private static final ScoredSlice SYSTOLE =
            slice("b", "ES", new int[] {1, 1, 1, 2, 2, 0, 0}, new int[] {1, 1, 1, 2, 0, 0, 0});

    private static ScoredSlice slice(String volume, String phase, int[] truth, int[] prediction) {
        return Slices.row(Slices.info(volume, 0, SPACING, Map.of("phase", phase)), truth, prediction);
    }

    private static Map<String, Score> scores(MetricFactory factory, Map<String, ?> options, ScoredSlice... slices) {
        Metric.Accumulator accumulator =
                factory.create(Arguments.of(factory.options(), options)).start(CLASSES);
        for (ScoredSlice slice : slices) {
            accumulator.add(slice);
        }
        return accumulator.scores();
    }

    /** 5 ml of which 2 ml stay; predicted, 4 ml of which 1 ml stays. */
    @Test
    void ejectionFractionIsTheShareThatLeaves() {
        assertThat(scores(new EjectionFractionFactory(), Map.of(), SYSTOLE, DIASTOLE))
                .containsExactly(
                        Map.entry("lv-predicted", Score.of(75)),
                        Map.entry("lv-reference", Score.of(60)),
                        Map.entry("lv-error", Score.of(15)));
    }

    @Test
    void volumesAreThoseOfBothPhases() {
        ScoredSlice other = slice("c", "late", new int[] {2}, new int[] {2});
        assertThat(scores(new VentricleVolumeFactory(), Map.of(), DIASTOLE, SYSTOLE, other))
                .containsExactly(
                        Map.entry("lv-ed-predicted", Score.of(4)),
                        Map.entry("lv-ed-reference", Score.of(5)),
                        Map.entry("lv-ed-error", Score.of(-1)),
                        Map.entry("lv-es-predicted", Score.of(1)),
                        Map.entry("lv-es-reference", Score.of(2)),
                        Map.entry("lv-es-error", Score.of(-1)));
        assertThat(scores(new VentricleVolumeFactory(), Map.of("classes", CLASSES), DIASTOLE))
                .hasSize(18)
                .containsEntry("myocardium-ed-predicted", Score.of(3));
    }

    @Test
    void massIsThatAtEndDiastole() {
        Map<String, Score> scores = scores(new MyocardialMassFactory(), Map.of(), DIASTOLE, SYSTOLE);
        assertThat(scores).containsOnlyKeys("myocardium-predicted", "myocardium-reference", "myocardium-error");
        assertThat(scores.get("myocardium-reference").value()).isCloseTo(2.1, within(1e-12));
        assertThat(scores.get("myocardium-error").value()).isCloseTo(1.05, within(1e-12));
    }

    @Test
    void aMissingPhaseLeavesUndefinedWhatNeedsIt() {
        Score undefined = Score.ofEmpty(Double.NaN);
        assertThat(scores(new EjectionFractionFactory(), Map.of("empty", "zero"), DIASTOLE))
                .containsEntry("lv-predicted", undefined)
                .containsEntry("lv-error", undefined);
        assertThat(scores(new VentricleVolumeFactory(), Map.of(), DIASTOLE))
                .containsEntry("lv-ed-reference", Score.of(5))
                .containsEntry("lv-es-reference", undefined);
        assertThat(scores(new MyocardialMassFactory(), Map.of(), SYSTOLE)).containsEntry("myocardium-error", undefined);
        EjectionFractionFactory factory = new EjectionFractionFactory();
        assertThat(factory.create(Arguments.of(factory.options(), Map.of())).emptyRule())
                .isEqualTo("undefined where the ventricle is empty at ED or ES, and left out of means; undefined for a"
                        + " patient without a volume of phase ED or without one of phase ES");
    }

    @Test
    void emptyMasks() {
        ScoredSlice nothing = slice("b", "ES", new int[] {2, 0}, new int[] {0, 0});
        assertThat(scores(new EjectionFractionFactory(), Map.of(), DIASTOLE, nothing))
                .containsEntry("lv-predicted", Score.ofEmpty(Double.NaN))
                .containsEntry("lv-reference", Score.of(80))
                .containsEntry("lv-error", Score.ofEmpty(Double.NaN));
        assertThat(scores(new EjectionFractionFactory(), Map.of("empty", "zero"), DIASTOLE, nothing))
                .containsEntry("lv-error", Score.ofEmpty(-80));
        assertThat(scores(new VentricleVolumeFactory(), Map.of(), DIASTOLE, nothing))
                .containsEntry("lv-es-predicted", Score.ofEmpty(0))
                .containsEntry("lv-es-error", Score.ofEmpty(-1));
        assertThat(scores(new VentricleVolumeFactory(), Map.of("empty", "skip"), DIASTOLE, nothing))
                .containsEntry("lv-es-predicted", Score.ofEmpty(Double.NaN));
    }

    @Test
    void onlyErrorsAreSummedUp() {
        MyocardialMassFactory factory = new MyocardialMassFactory();
        Metric metric = factory.create(Arguments.of(factory.options(), Map.of()));
        assertThat(metric.summarize("myocardium-error", List.of(-1.0, 3.0))).containsEntry("bias", 1.0);
        assertThat(metric.summarize("myocardium-predicted", List.of(-1.0, 3.0))).isEmpty();
        assertThat(metric.averagesClasses()).isFalse();
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        EjectionFractionFactory factory = new EjectionFractionFactory();
        assertThatThrownBy(() -> scores(factory, Map.of("classes", "rv"), DIASTOLE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("found 'rv', but the head's classes are background, myocardium, lv");
        assertThatThrownBy(() -> scores(factory, Map.of("phase-attribute", "frame"), DIASTOLE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("phase of 'a-0' (test) is not known: it has no attribute 'frame' but phase");
        assertThatThrownBy(() -> scores(factory, Map.of(), DIASTOLE, slice("c", "ed", new int[] {2}, new int[] {2})))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("patient 'p' has two volumes of phase ED, 'a' and 'c'");
        assertThatThrownBy(() -> scores(
                        factory,
                        Map.of(),
                        Slices.row(
                                Slices.info("a", 0, Optional.empty(), Map.of("phase", "ED")),
                                new int[] {2},
                                new int[] {2})))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("spacing of 'a-0' (test) is not known");
    }
}
