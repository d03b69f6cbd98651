// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SciPy's values and the script that made them are beside the tests' resources. */
class StatisticsTest {

    /** A table of differences, patient by patient, with what SciPy makes of it. */
    record Reference(String name, double[] sums, int[] counts, JsonNode values) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Reference> references() throws IOException {
        try (InputStream in = StatisticsTest.class.getResourceAsStream("reference.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(StatisticsTest::reference);
        }
    }

    private static Reference reference(JsonNode table) {
        int patients = table.path("clusters").size();
        double[] sums = new double[patients];
        int[] counts = new int[patients];
        for (int i = 0; i < patients; i++) {
            for (JsonNode value : table.path("clusters").path(i)) {
                sums[i] += value.asDouble();
                counts[i]++;
            }
        }
        return new Reference(table.path("name").asText(), sums, counts, table);
    }

    @ParameterizedTest
    @MethodSource("references")
    void agreesWithSciPy(Reference table) {
        PairedDifference found = PairedDifference.of(table.sums, table.counts, new ClusterBootstrap(200_000, 1));

        JsonNode wilcoxon = table.values.path("wilcoxon");
        assertThat(found.test().exact()).isEqualTo(wilcoxon.path("exact").asBoolean());
        assertThat(found.test().p()).isCloseTo(wilcoxon.path("p").asDouble(), within(1e-9));
        assertThat(found.effect()).isCloseTo(table.values.path("effect").asDouble(), within(1e-9));
        assertThat(found.detectable()).isCloseTo(table.values.path("detectable").asDouble(), within(1e-9));
        JsonNode interval = table.values.path("interval");
        assertThat(ClusterBootstrap.tail(table.sums.length))
                .isCloseTo(interval.path("tail").asDouble(), within(1e-9));
        // Both are drawn 200 000 times: an end's own error is about half a percent of the width.
        double width = interval.path("high").asDouble() - interval.path("low").asDouble();
        assertThat(found.interval().low()).isCloseTo(interval.path("low").asDouble(), within(0.02 * width));
        assertThat(found.interval().high()).isCloseTo(interval.path("high").asDouble(), within(0.02 * width));
    }

    @Test
    void ranksByHand() {
        // Ranks of |d|: 1 -> 1, 2 -> 2, 3 -> 3, 4 -> 4; against the difference speaks rank 3, for it 1 + 2 + 4.
        SignedRank test = SignedRank.of(new double[] {1, 2, -3, 4, 0});

        assertThat(test.nonZero()).isEqualTo(4);
        assertThat(test.rankBiserial()).isCloseTo((7.0 - 3.0) / 10, within(1e-12));
        // Of the 16 patterns of signs, 5 have a negative rank sum of at most 3: {}, {1}, {2}, {3}, {1, 2}.
        assertThat(test.p()).isCloseTo(2 * 5 / 16.0, within(1e-12));
    }

    @Test
    void findsNoDifferenceWhereThereIsNone() {
        PairedDifference none = PairedDifference.of(new double[5], new int[] {1, 2, 1, 1, 1}, bootstrap());

        assertThat(none.mean()).isZero();
        assertThat(none.interval()).isEqualTo(new Interval(0, 0));
        assertThat(none.test().p()).isEqualTo(1);
        assertThat(none.effect()).isNaN();
        assertThat(none.detectable()).isZero();
    }

    @Test
    void saysNothingOfOnePatient() {
        PairedDifference one = PairedDifference.of(new double[] {0.2}, new int[] {2}, bootstrap());

        assertThat(one.mean()).isEqualTo(0.1);
        assertThat(one.interval().low()).isNaN();
        assertThat(one.detectable()).isNaN();
        assertThat(one.test().p()).isEqualTo(1);
    }

    @Test
    void correctsByHolmAsByHand() {
        // Sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1 = 0.02, 0.03, 0.06, 0.04; none may be below its predecessor.
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(Holm.adjust(new double[] {0.6, Double.NaN, 0.5})).containsExactly(1, Double.NaN, 1);
        assertThat(Holm.adjust(new double[0])).isEmpty();
    }

    @Test
    void intervalsCoverTheTruthAsOftenAsTheyPromise() {
        // 20 patients with 1 to 3 cases each; patients differ more than the cases of one patient.
        Random random = new Random(3);
        ClusterBootstrap bootstrap = new ClusterBootstrap(1000, 1);
        int draws = 2000;
        int covered = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] sums = new double[20];
            int[] counts = new int[20];
            for (int i = 0; i < sums.length; i++) {
                counts[i] = 1 + i % 3;
                double patient = random.nextGaussian();
                for (int k = 0; k < counts[i]; k++) {
                    sums[i] += 0.5 + patient + 0.5 * random.nextGaussian();
                }
            }
            Interval interval = bootstrap.interval(sums, counts);
            if (interval.low() <= 0.5 && 0.5 <= interval.high()) {
                covered++;
            }
        }
        assertThat(covered / (double) draws).isCloseTo(0.95, within(0.015));
    }

    @Test
    void drawsAllClustersAlike() {
        CounterRandom random = new CounterRandom(1);
        int[] counts = new int[7];
        for (int place = 0; place < 70_000; place++) {
            counts[random.below(7, place)]++;
        }
        // The standard deviation of a count is 93.
        for (int count : counts) {
            assertThat(count).isCloseTo(10_000, within(400));
        }
        assertThat(random.below(7, 5)).isEqualTo(new CounterRandom(1).below(7, 5));
    }

    private static ClusterBootstrap bootstrap() {
        return new ClusterBootstrap(100, 1);
    }
}
