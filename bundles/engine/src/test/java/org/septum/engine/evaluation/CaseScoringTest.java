// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Kind;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.head.Head;
import org.septum.api.metric.Metric;
import org.septum.api.metric.MetricValue;
import org.septum.api.metric.Score;
import org.septum.api.metric.ScoredSlice;
import org.septum.api.report.CaseValue;
import org.septum.engine.Samples;
import org.septum.engine.TestComponents;
import org.septum.engine.sample.ActiveHead;

/** Which slices make up a case, and how the cases become one score. */
class CaseScoringTest {

    /** Two patients; the first has two volumes, of two slices and of one. */
    private static final List<SampleInfo> SLICES = List.of(
            Samples.info("p/v/0", "p", "p/v", 0),
            Samples.info("p/v/1", "p", "p/v", 1),
            Samples.info("p/w/0", "p", "p/w", 0),
            Samples.info("q/v/0", "q", "q/v", 0));

    /**
     * The sum of the predicted pixels of a case; under a second name ten times that, undefined unless
     * class 2 is among the truth.
     *
     * @param names the names under which the sum is scored
     */
    private record Sum(Unit unit, boolean averagesClasses, List<String> names) implements Metric {

        @Override
        public Direction direction() {
            return Direction.HIGHER;
        }

        @Override
        public String emptyRule() {
            return "undefined";
        }

        @Override
        public Map<String, Double> summarize(String className, List<Double> values) {
            return Map.of("greatest", values.stream().mapToDouble(v -> v).max().orElse(Double.NaN));
        }

        @Override
        public Accumulator start(List<String> classes) {
            List<ScoredSlice> slices = new ArrayList<>();
            return new Accumulator() {
                @Override
                public void add(ScoredSlice slice) {
                    slices.add(slice);
                }

                @Override
                public Map<String, Score> scores() {
                    double sum =
                            slices.stream().mapToDouble(s -> s.prediction()[0]).sum();
                    boolean second = slices.stream().anyMatch(s -> s.truth()[0] == 2);
                    Map<String, Score> scores = new LinkedHashMap<>();
                    scores.put(names.get(0), Score.of(sum));
                    if (names.size() > 1) {
                        scores.put(names.get(1), second ? Score.of(10 * sum) : Score.ofEmpty(Double.NaN));
                    }
                    return scores;
                }
            };
        }
    }

    private final Map<String, Double> values = new LinkedHashMap<>();
    private final List<CaseValue> cases = new ArrayList<>();

    /** Scores the four slices, whose predictions are 1, 2, 3 and 4 and of which only the second truly has class 2. */
    private void score(Metric metric) {
        ActiveHead head = head("one", metric);
        ActiveHead other = head("other", new Sum(Metric.Unit.SLICE, true, List.of("x")));
        CaseScoring scoring = new CaseScoring(List.of(head, other), Part.TEST, 5);
        for (int i = 0; i < 4; i++) {
            scoring.add(head, SLICES.get(i), 1, 1, new int[] {i == 1 ? 2 : 1}, new int[] {i + 1});
        }
        List<MetricValue> collected = new ArrayList<>();
        values.clear();
        cases.clear();
        scoring.collect(head, collected, cases);
        assertThat(collected).allSatisfy(value -> {
            assertThat(value.epoch()).isEqualTo(5);
            assertThat(value.path()).startsWith("test/one/sum");
            values.put(value.className(), value.value());
        });
    }

    private static ActiveHead head(String name, Metric metric) {
        return new ActiveHead(
                name,
                name,
                new TestComponents()
                        .component(Kind.HEAD, "multiclass", Map.of())
                        .create(Head.class)
                        .bind(List.of("bg", "a", "b")),
                null,
                1,
                List.of(new ActiveHead.NamedMetric("sum", metric)),
                List.of("bg", "a", "b"),
                new int[] {0, 1, 2});
    }

    @Test
    void casesAreSlicesVolumesOrPatients() {
        score(new Sum(Metric.Unit.SLICE, true, List.of("a")));
        assertThat(cases).extracting(CaseValue::value).containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(cases).extracting(CaseValue::caseId).containsExactly("p/v/0", "p/v/1", "p/w/0", "q/v/0");
        score(new Sum(Metric.Unit.VOLUME, true, List.of("a")));
        assertThat(cases).extracting(CaseValue::value).containsExactly(3.0, 3.0, 4.0);
        assertThat(cases).extracting(CaseValue::caseId).containsExactly("p/v", "p/w", "q/v");
        assertThat(cases).extracting(CaseValue::unit).containsOnly("volume");
        score(new Sum(Metric.Unit.PATIENT, true, List.of("a")));
        assertThat(cases).extracting(CaseValue::value).containsExactly(6.0, 4.0);
        assertThat(cases).extracting(CaseValue::group).containsExactly("p", "q");
        assertThat(values).containsEntry("a", 5.0).containsEntry("a greatest", 6.0);
    }

    /** Class b is defined in the first volume only, so that its mean is that one's. */
    @Test
    void meansAreOverDefinedCasesAndThenOverClasses() {
        score(new Sum(Metric.Unit.VOLUME, true, List.of("a", "b")));
        assertThat(values).containsOnlyKeys("a", "a greatest", "b", "b greatest", "mean");
        assertThat(values.get("a")).isCloseTo(10.0 / 3, within(1e-12));
        assertThat(values)
                .containsEntry("a greatest", 4.0)
                .containsEntry("b", 30.0)
                .containsEntry("b greatest", 30.0);
        assertThat(values.get("mean")).isCloseTo((10.0 / 3 + 30) / 2, within(1e-12));
        assertThat(cases).filteredOn(CaseValue::byEmptyRule).hasSize(2).allSatisfy(undefined -> {
            assertThat(undefined.className()).isEqualTo("b");
            assertThat(undefined.value()).isNaN();
        });
    }

    @Test
    void aMetricWhoseColumnsAreDifferentQuantitiesHasNoMean() {
        score(new Sum(Metric.Unit.VOLUME, false, List.of("a", "b")));
        assertThat(values).doesNotContainKey("mean").containsKey("b");
        score(new Sum(Metric.Unit.VOLUME, true, List.of("all")));
        assertThat(values).doesNotContainKey("mean").containsKey("all");
    }

    @Test
    void whatIsNowhereDefinedIsNoNumberAndLeftOutOfTheMean() {
        Metric metric = new Sum(Metric.Unit.SLICE, true, List.of("a", "b"));
        ActiveHead head = head("one", metric);
        CaseScoring scoring = new CaseScoring(List.of(head), Part.TEST, 5);
        scoring.add(head, SLICES.get(0), 1, 1, new int[] {1}, new int[] {4});
        List<MetricValue> collected = new ArrayList<>();
        scoring.collect(head, collected, cases);
        collected.forEach(value -> values.put(value.className(), value.value()));
        assertThat(values.get("b")).isNaN();
        assertThat(values.get("mean")).isEqualTo(4);
    }

    /** A region is scored as the only class of a picture in which all its classes are one. */
    @Test
    void regionsAreScoredBesideClasses() {
        Head.Bound regions = new TestComponents()
                .component(
                        Kind.HEAD,
                        "multilabel",
                        Map.of("regions", Map.of("both", List.of("a", "b"), "b", List.of("b"))))
                .create(Head.class)
                .bind(List.of("bg", "a", "b"));
        Metric dice =
                new TestComponents().component(Kind.METRIC, "dice", Map.of()).create(Metric.class);
        ActiveHead head = new ActiveHead(
                "h",
                "h",
                regions,
                null,
                1,
                List.of(new ActiveHead.NamedMetric("dice", dice)),
                regions.classes(),
                regions.classOfLabel());
        CaseScoring scoring = new CaseScoring(List.of(head), Part.TEST, 1);
        int a = head.classes().indexOf("a");
        int b = head.classes().indexOf("b");
        scoring.add(head, SLICES.get(0), 2, 2, new int[] {a, a, b, 0}, new int[] {a, b, b, b});
        List<MetricValue> collected = new ArrayList<>();
        scoring.collect(head, collected, cases);

        collected.forEach(value -> values.put(value.className(), value.value()));
        assertThat(values.get("a")).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(values.get("b")).isCloseTo(2 / 4.0, within(1e-12));
        assertThat(values.get("both")).isCloseTo(6 / 7.0, within(1e-12));
        assertThat(values.get("mean")).isCloseTo((2 / 3.0 + 2 / 4.0) / 2, within(1e-12));
        assertThat(cases).extracting(CaseValue::className).containsExactlyInAnyOrder("a", "b", "both");
    }
}
