// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.ExecutorFactory;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.ModelSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.TrainingSection;
import org.septum.services.ablation.Ablation;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.experiment.Problems;

/** An experiment whose resolved text is its overrides, with two variants and two seeds, and an executor of the test's. */
final class FakeExperiments implements ExperimentReader, ExecutorFactory, Executor {

    final List<Ablation.Variant> variants = new ArrayList<>(List.of(
            new Ablation.Variant("full", List.of()), new Ablation.Variant("no-skip", List.of("model.skip=none"))));
    final List<Batch> batches = new ArrayList<>();
    Executor behaviour;

    @Override
    public Experiment read(Path file, List<String> overrides) {
        if (overrides.contains("model.skip=wrong")) {
            throw new UserError("there is no skip 'wrong'");
        }
        String seed = overrides.stream()
                .filter(override -> override.startsWith("seed="))
                .map(override -> override.substring("seed=".length()))
                .findFirst()
                .orElse("1");
        return new Experiment(
                "x",
                file,
                Long.parseLong(seed),
                new DataSection(Map.of(
                        "dataset", any(Kind.DATASET),
                        "split", any(Kind.SPLIT),
                        "sampling", any(Kind.SAMPLING),
                        "size", List.of(8, 8),
                        "grid", any(Kind.GRID))),
                new ModelSection(any(Kind.MODEL), Map.of()),
                List.of(),
                any(Kind.OPTIMIZER),
                new TrainingSection(Map.of("epochs", 1)),
                new EvaluationSection(Map.of()),
                List.of(),
                List.of(),
                new RuntimeSection(Map.of()),
                String.join("\n", overrides) + "\n",
                Map.of(),
                Set.of());
    }

    private Component any(Kind kind) {
        return Component.of(kind, "test", this, Arguments.of(Options.none(), Map.of()));
    }

    @Override
    public Experiment recorded(Path file, List<String> overrides) {
        return read(file, overrides);
    }

    @Override
    public Map<String, String> settings(String resolved, String source) {
        return Map.of();
    }

    @Override
    public Map<String, Experiment> variants(Path file, List<String> overrides, Problems problems) {
        return Map.of();
    }

    @Override
    public void checkVariant(Path file, List<String> overrides, String name) {
        throw new AssertionError("an ablation's trainings are told their variant");
    }

    @Override
    public Ablation ablation(Path file, List<String> overrides) {
        return new Ablation(
                List.copyOf(variants),
                List.of(
                        new Ablation.Repetition("seed 1", List.of("seed=1")),
                        new Ablation.Repetition("seed 2", List.of("seed=2"))),
                Component.of(Kind.EXECUTOR, "test", this, Arguments.of(Options.none(), Map.of())));
    }

    @Override
    public void execute(Batch batch, Listener listener, BooleanSupplier cancelled) {
        batches.add(batch);
        behaviour.execute(batch, listener, cancelled);
    }

    @Override
    public String summary() {
        return "does what the test says";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Executor create(Arguments arguments) {
        return this;
    }
}
