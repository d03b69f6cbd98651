// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.septum.api.UserError;

/** The rules against plans that a program in Python made by nnU-Net's rules as they are written out: nnunet-plans.json. */
class PlanarRulesTest {

    @TestFactory
    Stream<DynamicTest> givesEachPlanExactly() throws IOException {
        try (InputStream file = PlanarRulesTest.class.getResourceAsStream("nnunet-plans.json")) {
            List<DynamicTest> tests = new ArrayList<>();
            new ObjectMapper()
                    .readTree(file)
                    .forEach(plan ->
                            tests.add(DynamicTest.dynamicTest(plan.get("name").asText(), () -> check(plan))));
            assertThat(tests).hasSize(5);
            return tests.stream();
        }
    }

    private static void check(JsonNode plan) {
        PlanarRules rules = new PlanarRules(
                Architecture.PLAIN,
                plan.get("classes").asInt(),
                plan.get("gigabytes").asDouble());
        PlanarRules.Sizes sizes = rules.sizes(
                reals(plan, "spacing"),
                reals(plan, "median_shape"),
                plan.get("voxels").asDouble());
        Topology topology = sizes.topology();

        assertThat(topology.patch()).isEqualTo(axes(plan, "patch"));
        assertThat(topology.pools()).isEqualTo(axes(plan, "pools"));
        assertThat(topology.stages()).isEqualTo(plan.get("stages").asInt());
        assertThat(Architecture.PLAIN.features(topology.stages())).isEqualTo(wholes(plan, "features"));
        assertThat(sizes.estimate()).isEqualTo(plan.get("estimate").asLong());
        assertThat(sizes.batch()).isEqualTo(plan.get("batch").asInt());
    }

    private static double[] reals(JsonNode plan, String key) {
        return new double[] {
            plan.get(key).get(0).asDouble(), plan.get(key).get(1).asDouble()
        };
    }

    private static Axes axes(JsonNode plan, String key) {
        return new Axes(plan.get(key).get(0).asInt(), plan.get(key).get(1).asInt());
    }

    private static List<Integer> wholes(JsonNode plan, String key) {
        List<Integer> wholes = new ArrayList<>();
        plan.get(key).forEach(number -> wholes.add(number.asInt()));
        return wholes;
    }

    /**
     * 64 x 64 pixels of 1 x 4 mm, by hand from the rules: at 1 : 4 and 2 : 4 the height alone is halved, for 4 / 2 is not below
     * 2; at 4 : 4 both are.
     */
    @Test
    void halvesAndWidensAnAxisOnceItsPixelsAreAboutAsLongAsTheOthers() {
        Topology topology = Topology.of(new double[] {1, 4}, new double[] {64, 64});

        Axes tall = new Axes(2, 1);
        Axes both = new Axes(2, 2);
        // The height ends at 64, 32, 16, 8, 4; then the width goes on alone from 16 while it has 12 or more.
        assertThat(topology.strides()).containsExactly(tall, tall, both, both, new Axes(1, 2));
        Axes column = new Axes(3, 1);
        Axes square = new Axes(3, 3);
        assertThat(topology.kernels()).containsExactly(column, column, square, square, square, square);
        assertThat(topology.patch()).isEqualTo(new Axes(64, 64));
        assertThat(topology.pools()).isEqualTo(new Axes(4, 3));
    }

    @Test
    void padsAPatchSoThatItsHalvingsComeOutEven() {
        assertThat(Topology.of(new double[] {1, 1}, new double[] {237, 208}).patch())
                .isEqualTo(new Axes(256, 224));
        assertThat(Topology.of(new double[] {1, 1}, new double[] {100.5, 7}).patch())
                .isEqualTo(new Axes(112, 7));
    }

    /** 512 x 512 with two samples takes 82,624,512 / 12 x 2 numbers, and 1 GB has room for 85e6 / 8. */
    @Test
    void makesThePatchSmallerUntilTwoSamplesFit() {
        PlanarRules rules = new PlanarRules(Architecture.PLAIN, 2, 1);
        PlanarRules.Sizes sizes = rules.sizes(new double[] {1, 1}, new double[] {512, 512}, 1e9);

        assertThat(sizes.shrunk()).isPositive();
        assertThat(sizes.topology().patch().area()).isLessThan(512 * 512);
        assertThat(sizes.estimate() / 12.0 * 2).isLessThanOrEqualTo(85e6 / 8);
        assertThat(sizes.batch()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void saysWhatALeastPatchTakes() {
        PlanarRules rules = new PlanarRules(Architecture.PLAIN, 2, 1e-6);
        assertThatThrownBy(() -> rules.sizes(new double[] {1, 1}, new double[] {512, 512}, 1e9))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a memory of 0.000001 GB is too small")
                .hasMessageContaining("two patches of");
    }

    /** By hand: a stem and two convolutions on top, then 3, 4 and 6 blocks with one more each, and one convolution after each join. */
    @Test
    void countsTheConvolutionsOfResidualEncoders() {
        Topology topology = Topology.of(new double[] {1, 1}, new double[] {32, 32});
        assertThat(topology.stages()).isEqualTo(4);
        long encoder = 32 * 1024 * 3 + 64 * 256 * 7 + 128 * 64 * 9 + 256 * 16 * 13;
        long decoder = (32 * 1024 + 64 * 256 + 128 * 64) * 2;
        assertThat(Architecture.RESIDUAL.estimate(topology, 2)).isEqualTo(encoder + decoder + 2 * 1024);
    }
}
