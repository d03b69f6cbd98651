// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.ExecutorFactory;
import org.septum.services.ablation.Ablation;
import org.septum.services.ablation.Ablation.Repetition;
import org.septum.services.ablation.Ablation.Variant;
import org.septum.services.plugin.Registry;

class AblationSectionTest {

    @TempDir
    private Path folder;

    private Ablation read(String yaml, String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("x.yaml"), yaml);
        return new YamlExperimentReader(() -> List.of(new Registry.Installed(
                        Kind.EXECUTOR, "local", new NoExecutorFactory(), "org.septum.example", "1", "")))
                .ablation(file, List.of(overrides));
    }

    @Test
    void readsVariantsAsOverrides() throws IOException {
        Ablation ablation = read("ablation:\n  baseline: full\n  variants:\n    no-skip: {model.skip: none}\n"
                + "    plain: {data.augment: [], 'model.encoder': {type: a, rate: 1.0e-3}, name2: 'x: y'}\n");

        assertThat(ablation.baseline()).isEqualTo("full");
        assertThat(ablation.variants())
                .containsExactly(
                        new Variant("full", List.of()),
                        new Variant("no-skip", List.of("model.skip=none")),
                        new Variant(
                                "plain",
                                List.of("data.augment=[]", "model.encoder={type: a, rate: 1.0e-3}", "name2=\"x: y\"")));
        assertThat(ablation.executor().type()).isEqualTo("local");
    }

    /** What a variant sets is what stands there, whatever characters it has. */
    @Test
    void textsReachTheVariantWhole() throws IOException {
        Ablation ablation =
                read("ablation: {variants: {a: {data.dataset.root: '/data/set #2', data.dataset.levels: {'b #c': 1},"
                        + " data.dataset.source: \"two\\nlines\"}}}");
        assertThat(ablation.variants().get(1).overrides())
                .containsExactly(
                        "data.dataset.root=\"/data/set #2\"",
                        "data.dataset.levels={\"b #c\": 1}",
                        "data.dataset.source=\"two\\nlines\"");
    }

    @Test
    void multipliesAGridOut() throws IOException {
        Ablation ablation = read("ablation: {grid: {model.depth: [2, 3], data.size: [[32, 32], [64, 64]]}}");

        assertThat(ablation.variants().stream().map(Variant::name))
                .containsExactly(
                        "base", "depth=2,size=32-32", "depth=2,size=64-64", "depth=3,size=32-32", "depth=3,size=64-64");
        assertThat(ablation.variants().get(3).overrides()).containsExactly("model.depth=3", "data.size=[32, 32]");
    }

    @Test
    void namesCombinationsByKeysAndValues() throws IOException {
        Ablation ablation =
                read("ablation: {grid: {'data.augment[0]': [none, [-1, 1]], b.c: [-1, 1, 2., ~, \"x y.\"]}}");

        assertThat(ablation.variants().stream().map(Variant::name))
                .startsWith("base", "augment-0=none,c=-1", "augment-0=none,c=1", "augment-0=none,c=2")
                .endsWith("augment-0=-1-1,c=none", "augment-0=-1-1,c=x-y");
    }

    /** Before the memory for them is taken. */
    @Test
    void refusesMoreTrainingsThanAnyoneRuns() {
        String values = "[" + "1, ".repeat(101) + "1]";
        refuses(
                "ablation: {grid: {a: " + values + ", b: " + values + "}}",
                "ablation.grid: found 10404 combinations, allowed are 10000");
        refuses("ablation: {folds: 10000, seeds: [1, 2]}", "ablation: found 20000 seeds and folds, allowed are 10000");
        refuses("ablation: {folds: 6000, variants: {x: {c: 1}}}", "ablation: found 12000 trainings, allowed are 10000");
    }

    @Test
    void repeatsOverSeedsAndFolds() throws IOException {
        assertThat(read("seed: 7\nablation: {}").repetitions())
                .containsExactly(new Repetition("seed 7", List.of("seed=7")));
        assertThat(read("ablation: {seeds: [1]}", "ablation.seeds=[4, 5]").repetitions().stream()
                        .map(Repetition::name))
                .containsExactly("seed 4", "seed 5");
        assertThat(read("ablation: {folds: 2, seeds: [1]}").repetitions())
                .containsExactly(
                        new Repetition("seed 1, fold 0", List.of("seed=1", "data.split.folds=2", "data.split.fold=0")),
                        new Repetition("seed 1, fold 1", List.of("seed=1", "data.split.folds=2", "data.split.fold=1")));
    }

    @Test
    void refusesMistakesWhereTheyStand() {
        refuses("name: x", ":1:1: the experiment has no ablation; write for example ablation: {variants:");
        refuses("ablation: {variant: {}}", ":1:12: unknown key 'variant' in 'ablation'; did you mean 'variants'?");
        refuses("ablation: {variants: {a/b: {c: 1}}}", ":1:23: ablation: found the variant 'a/b'; it names a folder");
        refuses(
                "ablation: {variants: {aux: {c: 1}}}",
                ":1:23: ablation: found the variant 'aux'; it names a folder, which");
        refuses(
                "ablation: {baseline: a, variants: {a: {c: 1}}}",
                ":1:36: ablation: two variants are called 'a'; the first is at");
        refuses("ablation: {variants: {a: none}}", ":1:26: ablation.variants.a: found 'none', allowed are overrides");
        refuses(
                "ablation: {variants: {a: {seed: 2}}}",
                "'seed' cannot be overridden by a variant; give the seeds with");
        refuses("ablation: {variants: {a: {training..epochs: 3}}}", ":1:27: 'training..epochs' is no path of keys");
        refuses("ablation: {grid: {'data.augment[0.type': [a]}}", ":1:19: 'data.augment[0.type' is no path of keys");
        refuses("ablation: {variants: [a]}", ":1:22: ablation.variants: found a list of 1, allowed are names with");
        refuses("ablation: {grid: {model.depth: 2}}", ":1:32: ablation.grid.model.depth: found '2', allowed is a list");
        refuses("ablation: {seeds: [1, 1]}", ":1:19: ablation.seeds: a seed stands twice");
        refuses("ablation: {folds: 1}", ":1:19: ablation.folds: found 1, allowed is a whole number from 2");
        refuses("ablation: {executor: slurmy}", ":1:22: ablation.executor: there is no executor 'slurmy'");
    }

    private void refuses(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(UserError.class).hasMessageContaining(message);
    }

    /** An executor that only has a name. */
    private static final class NoExecutorFactory implements ExecutorFactory {
        @Override
        public String summary() {
            return "does nothing";
        }

        @Override
        public Options options() {
            return Options.none();
        }

        @Override
        public Executor create(Arguments arguments) {
            throw new AssertionError("reading creates nothing");
        }
    }
}
