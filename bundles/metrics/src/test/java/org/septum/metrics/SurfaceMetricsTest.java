// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricFactory;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;
import org.septum.metrics.surface.AverageSurfaceDistanceFactory;
import org.septum.metrics.surface.Hausdorff95Factory;
import org.septum.metrics.surface.HausdorffFactory;
import org.septum.metrics.surface.SurfaceDiceFactory;

class SurfaceMetricsTest {

    private static final Optional<Spacing> SPACING = Optional.of(new Spacing(1, 2, 5));
    private static final int[] NONE = {0, 0, 0, 0, 0};
    private static final int[] LEFT = {1, 0, 0, 0, 0};
    private static final int[] RIGHT = {0, 0, 0, 1, 0};

    private static Metric metric(MetricFactory factory, Map<String, ?> options) {
        return factory.create(Arguments.of(factory.options(), options));
    }

    private static Score score(MetricFactory factory, Map<String, ?> options, ScoredSlice... slices) {
        Metric.Accumulator accumulator = metric(factory, options).start(List.of("background", "lv"));
        for (ScoredSlice slice : slices) {
            accumulator.add(slice);
        }
        assertThat(accumulator.scores()).containsOnlyKeys("lv").isEqualTo(accumulator.scores());
        return accumulator.scores().get("lv");
    }

    private static ScoredSlice slice(int number, int[] truth, int[] prediction) {
        return slice("v", number, truth, prediction);
    }

    private static ScoredSlice slice(String volume, int number, int[] truth, int[] prediction) {
        return Slices.row(Slices.info(volume, number, SPACING, Map.of()), truth, prediction);
    }

    @Test
    void agreesWithMonai() {
        MonaiCase.check(new HausdorffFactory(), Map.of(), MonaiCase.Column.HAUSDORFF, 1e-5);
        MonaiCase.check(new HausdorffFactory(), Map.of("percentile", 95), MonaiCase.Column.HAUSDORFF_95, 1e-5);
        MonaiCase.check(new Hausdorff95Factory(), Map.of(), MonaiCase.Column.HAUSDORFF_95, 1e-5);
        MonaiCase.check(new AverageSurfaceDistanceFactory(), Map.of(), MonaiCase.Column.AVERAGE_SURFACE_DISTANCE, 1e-5);
        MonaiCase.check(new SurfaceDiceFactory(), Map.of(), MonaiCase.Column.SURFACE_DICE, 1e-6);
    }

    @Test
    void theWorstDistanceIsTheDiagonalOfTheImage() {
        double diagonal = Math.hypot(5, 4 * 2);
        ScoredSlice first = slice(3, NONE, NONE);
        ScoredSlice second = slice(4, LEFT, NONE);
        assertThat(score(new HausdorffFactory(), Map.of(), first, second)).isEqualTo(Score.ofEmpty(diagonal));
        assertThat(score(new HausdorffFactory(), Map.of("dimensions", 2), first, second))
                .isEqualTo(Score.ofEmpty(8));
        assertThat(score(new Hausdorff95Factory(), Map.of(), first, slice(4, NONE, LEFT)))
                .isEqualTo(Score.ofEmpty(diagonal));
        assertThat(score(new AverageSurfaceDistanceFactory(), Map.of("one-empty", "skip"), first, second))
                .isEqualTo(Score.ofEmpty(Double.NaN));
        assertThat(score(new SurfaceDiceFactory(), Map.of("tolerance", 1000), first, second))
                .isEqualTo(Score.of(0));
    }

    @Test
    void aClassThatNeitherHasIsUndefinedUnlessSaidOtherwise() {
        ScoredSlice empty = slice(0, NONE, NONE);
        assertThat(score(new HausdorffFactory(), Map.of(), empty)).isEqualTo(Score.ofEmpty(Double.NaN));
        assertThat(score(new HausdorffFactory(), Map.of("empty", "zero"), empty))
                .isEqualTo(Score.ofEmpty(0));
        assertThat(score(new SurfaceDiceFactory(), Map.of("empty", "one"), empty))
                .isEqualTo(Score.ofEmpty(1));
        assertThat(metric(new HausdorffFactory(), Map.of("dimensions", 2)).emptyRule())
                .isEqualTo("undefined where truth and prediction are both empty, and left out of means; the diagonal of"
                        + " the slice where only one of them is empty");
    }

    /** 6 mm apart in the first slice, 8 mm by the rule in the second; the third has nothing. */
    @Test
    void slicesMeasuredOneByOneAreAveraged() {
        ScoredSlice[] slices = {slice(0, LEFT, RIGHT), slice(1, LEFT, NONE), slice(2, NONE, NONE)};
        Map<String, Object> flat = Map.of("dimensions", 2, "empty", "zero");
        assertThat(score(new HausdorffFactory(), flat, slices)).isEqualTo(Score.ofEmpty(7));
        Map<String, Object> skipping = Map.of("dimensions", 2, "one-empty", "skip");
        assertThat(score(new HausdorffFactory(), skipping, slices)).isEqualTo(Score.ofEmpty(6));
    }

    @Test
    void volumesOfAPatientAreAveraged() {
        assertThat(score(
                        new AverageSurfaceDistanceFactory(),
                        Map.of("unit", "patient"),
                        slice("ed", 0, LEFT, RIGHT),
                        slice("ed", 1, NONE, NONE),
                        slice("es", 0, LEFT, LEFT),
                        slice("es", 1, NONE, NONE)))
                .isEqualTo(Score.of(3));
    }

    /** The prediction lies three slices of 5 mm away; the slices between them were not scored. */
    @Test
    void leftOutSlicesKeepTheirPlace() {
        assertThat(score(new HausdorffFactory(), Map.of(), slice(2, LEFT, NONE), slice(5, NONE, LEFT)))
                .isEqualTo(Score.of(15));
    }

    @Test
    void toleratesTheRoundingOfSpacingsInFiles() {
        SampleInfo info = Slices.info("v", 0, Optional.of(new Spacing(1, 0.4f, 1)), Map.of());
        assertThat(score(new SurfaceDiceFactory(), Map.of("tolerance", 1.2), Slices.row(info, LEFT, RIGHT)))
                .isEqualTo(Score.of(1));
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        ScoredSlice unknown = Slices.slice(LEFT, RIGHT, 1, 5);
        ScoredSlice flat = Slices.slice(LEFT, RIGHT, 1, 5, Optional.of(new Spacing(1, 2, Double.NaN)));
        assertThatThrownBy(() -> score(new HausdorffFactory(), Map.of("unit", "slice"), unknown))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("spacing of 'v-0' (test) is not known");
        assertThatThrownBy(() -> score(new HausdorffFactory(), Map.of(), flat))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("between the slices of 'v-0' (test) is not known")
                .hasMessageContaining("dimensions: 2");
        assertThat(score(new HausdorffFactory(), Map.of("unit", "slice"), flat)).isEqualTo(Score.of(6));
        assertThatThrownBy(() -> metric(new HausdorffFactory(), Map.of("unit", "slice", "dimensions", 3)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("only 2 is possible");
    }
}
