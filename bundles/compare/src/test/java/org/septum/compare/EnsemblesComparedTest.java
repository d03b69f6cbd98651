// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.services.compare.RunComparison.Listing;
import org.septum.services.compare.RunComparison.Result;

/** An evaluated ensemble is listed and compared as a run is. */
class EnsemblesComparedTest extends ComparedRuns {

    private static SampleRun scored(SampleRun run, double first, double second) {
        return run.dice("p1", first).dice("p2", second).mean((first + second) / 2);
    }

    private Path single() {
        return scored(new SampleRun("base", 1), 0.8, 0.6).write(folder);
    }

    /** Mean differences: 0.1 and 0.2, thus 0.15. */
    @Test
    void anEnsembleIsPairedWithARunByCase() throws IOException {
        Path run = single();
        Path ensemble = folder.resolve("both");
        scored(new SampleRun("base", 1), 0.9, 0.8).writeEvaluation(ensemble, "test");

        Result result = compare(ensemble, run);

        assertThat(rows("both").get(0)).containsEntry("cases", "2");
        assertThat(number("both", "mean")).isEqualTo(0.85, within(1e-9));
        assertThat(number("both", "difference")).isEqualTo(0.15, within(1e-9));
        assertThat(rows("base")).isNotEmpty();
        assertThat(result.warnings()).noneMatch(warning -> warning.startsWith("left out"));
    }

    private double number(String variant, String column) throws IOException {
        return Double.parseDouble(rows(variant).get(0).get(column));
    }

    @Test
    void twoEnsemblesOfOneExperimentAreTwoVariants() throws IOException {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        scored(new SampleRun("base", 1), 0.9, 0.8).writeEvaluation(one, "test");
        scored(new SampleRun("base", 1), 0.7, 0.6).writeEvaluation(other, "test");

        compare(one, other);

        assertThat(number("one", "mean")).isEqualTo(0.85, within(1e-9));
        assertThat(number("other", "mean")).isEqualTo(0.65, within(1e-9));
    }

    /** As runs are: the members' own test cases less those that another member was trained on. */
    @Test
    void otherTestCasesAreRefused() {
        Path run = single();
        Path ensemble = folder.resolve("both");
        new SampleRun("base", 1).split("bbbb").dice("p1", 0.9).mean(0.9).writeEvaluation(ensemble, "test");

        assertThatThrownBy(() -> compare(ensemble, run))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "the split: seed 1 of 'both' has other training and test cases than seed 1 of 'base'")
                .hasMessageContaining("--common-cases");
    }

    @Test
    void oneThatHasNotBeenEvaluatedIsListedAndLeftOut() throws IOException {
        Path run = single();
        Path ensemble = Files.createDirectories(folder.resolve("both"));
        Files.writeString(ensemble.resolve("ensemble.json"), "{}");

        assertThat(comparison
                        .list(new Listing(folder, List.of(), Optional.empty(), false, List.of()))
                        .rows())
                .anySatisfy(row -> assertThat(row.subList(0, 2)).containsExactly("both", "ensemble, not evaluated"));
        assertThatThrownBy(() -> compare(ensemble, run))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'septum evaluate " + ensemble + "' scores it");

        scored(new SampleRun("base", 1), 0.9, 0.8).writeEvaluation(ensemble, "test");
        assertThat(comparison
                        .list(new Listing(folder, List.of(), Optional.empty(), false, List.of()))
                        .rows())
                .anySatisfy(row -> assertThat(row)
                        .startsWith(Path.of("both/evaluations/test").toString(), "finished"));
    }
}
