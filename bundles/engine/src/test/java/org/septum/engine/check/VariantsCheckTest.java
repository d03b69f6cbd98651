// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.Reporter;
import org.septum.api.report.ReporterFactory;
import org.septum.engine.MadeData;
import org.septum.engine.TestExperiment;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.services.experiment.Problems;
import org.septum.services.plugin.Registry;

/** Every training of an ablation is checked, and what its comparison needs. */
class VariantsCheckTest {

    private static final Registry.Installed TABLES =
            new Registry.Installed(Kind.REPORTER, "tables", new Tables(), "org.septum.test", "1.0.0", "test");

    private final Problems problems = new Problems();
    private final Map<String, Experiment> variants = new LinkedHashMap<>();

    private record Tables() implements ReporterFactory {
        @Override
        public String summary() {
            return "writes tables";
        }

        @Override
        public Options options() {
            return Options.none();
        }

        @Override
        public Reporter create(Arguments arguments) {
            return new Reporter() {
                @Override
                public Set<String> files() {
                    return Set.of("cases.csv", "metrics.csv");
                }
            };
        }
    }

    /** Tests a group that is drawn. */
    private static final Split BY_SEED = (all, random) -> {
        int tested = random.nextInt(6);
        List<SampleInfo> train = new ArrayList<>(all);
        List<SampleInfo> test = all.subList(2 * tested, 2 * tested + 2);
        train.removeAll(test);
        return new Partition(train, List.of(), List.copyOf(test));
    };

    private static final Split FIXED =
            (all, random) -> new Partition(all.subList(0, 10), List.of(), all.subList(10, 12));

    private static Experiment experiment(Split split, long seed, Component... reporters) {
        Experiment e = new TestExperiment(
                        MadeData.volumes(6), split, MadeData.SIZE, MadeData.SIZE, true, List.of("dice"))
                .experiment();
        return new Experiment(
                e.name(),
                e.file(),
                seed,
                e.data(),
                e.model(),
                e.heads(),
                e.optimizer(),
                e.training(),
                e.evaluation(),
                e.checkpoints(),
                List.of(reporters),
                e.runtime(),
                "septum: 1\nseed: " + seed + "\n",
                Map.of(),
                Set.of());
    }

    private static Component tables() {
        return Component.of(Kind.REPORTER, "tables", new Tables(), Arguments.of(Options.none(), Map.of()));
    }

    private List<String> check() {
        try (VariantsCheck check = new VariantsCheck(new PlanningGraphCompiler(), () -> List.of(TABLES), problems)) {
            check.check(variants);
            return check.hints();
        }
    }

    @BeforeEach
    void aSoundBaseline() {
        variants.put("variant 'base', seed 1", experiment(FIXED, 1, tables()));
    }

    @Test
    void soundVariantsHaveNoProblem() {
        variants.put("variant 'base', seed 2", experiment(FIXED, 2, tables()));
        assertThat(check()).isEmpty();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void withoutTheTablesThereIsNothingToCompare() {
        variants.put("variant 'a', seed 1", experiment(FIXED, 1));
        variants.put("variant 'a', seed 2", experiment(FIXED, 2));
        check();
        assertThat(problems.all())
                .containsExactly(
                        "variant 'a', seed 1, and 1 more: a.yaml: the comparison of an ablation reads cases.csv"
                                + " and metrics.csv, which none of its reporters writes; add tables to report");
    }

    @Test
    void whatIsWrongWithAVariantIsToldByItsName() {
        Split none = (all, random) -> new Partition(List.of(), List.of(), all);
        variants.put("variant 'a', seed 1", experiment(none, 1, tables()));
        check();
        assertThat(problems.all())
                .containsExactly("variant 'a', seed 1: a.yaml:2:1: the split leaves no samples for training");
    }

    @Test
    void seedsThatChangeTheTestAreTold() {
        variants.clear();
        for (long seed = 1; seed <= 4; seed++) {
            variants.put("variant 'base', seed " + seed, experiment(BY_SEED, seed, tables()));
        }
        assertThat(check())
                .singleElement()
                .asString()
                .startsWith("ablation.seeds: the seeds 1, 2, 3, 4 also change which groups are tested;");
    }
}
