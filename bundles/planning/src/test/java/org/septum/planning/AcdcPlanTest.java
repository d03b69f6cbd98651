// SPDX-License-Identifier: Apache-2.0
package org.septum.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.septum.engine.ExperimentData;
import org.septum.services.plan.Planner;

/** nnU-Net's plan for the challenge's files, where they are: in ACDC_ROOT, or beside the project. They are not part of it. */
class AcdcPlanTest {

    private static final Path ROOT =
            Path.of(System.getenv().getOrDefault("ACDC_ROOT", "../../../shared/data/acdc/training"));

    /** nnU-Net reports this patch for ACDC; the rest by its rules from median spacing and size. */
    @Test
    void isWhatNnunetPlans() {
        Assumptions.assumeTrue(
                Files.isDirectory(ROOT), "the ACDC data are not here: set ACDC_ROOT to the folder with patient001");
        RulePlanner planner = new RulePlanner(new ExperimentData(), null, null);
        Planner.Wishes wishes = new Planner.Wishes(
                Planner.Preset.PLAIN, OptionalDouble.of(8), Optional.empty(), OptionalInt.empty(), true);

        Planner.Plan plan = planner.plan(Made.experiment(ROOT), wishes, new Silent());

        assertThat(plan.fingerprint().cases()).hasSize(200);
        Map<String, Object> decided =
                plan.decisions().stream().collect(Collectors.toMap(Planner.Decision::path, Planner.Decision::value));
        assertThat(decided.get("data.size")).isEqualTo(List.of(256L, 224L));
        assertThat(decided.get("data.batch-size")).isEqualTo(56L);
        assertThat(decided.get("data.grid")).isEqualTo(Map.of("type", "resample", "spacing", List.of(1.5625, 1.5625)));
        Map<?, ?> model = (Map<?, ?>) decided.get("model");
        assertThat(model.get("depth")).isEqualTo(5L);
        assertThat(model.get("base-channels")).isEqualTo(32L);
        assertThat(model.get("max-channels")).isEqualTo(512L);
        assertThat(model.containsKey("strides") || model.containsKey("kernels")).isFalse();
        String reasons = String.join(
                "\n", plan.decisions().stream().map(Planner.Decision::reason).toList());
        assertThat(reasons)
                .contains("Median spacing 1.5625 x 1.5625 mm of 200 cases")
                .contains("Median size 237 x 208 at that spacing")
                .contains("18063360")
                .contains("at most 155, 5 % of 200 cases of 18 x 237 x 208");
    }
}
