// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.augment.Augmentation;
import org.septum.api.augment.IntensityAugmentation;
import org.septum.api.backend.Backend;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.data.Dataset;
import org.septum.api.data.Partition;
import org.septum.api.data.Split;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.TrainingSection;
import org.septum.backend.nd4j.Nd4jFactory;
import org.septum.engine.network.BackendChoice;
import org.septum.engine.run.RunDirectory;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.training.checkpoint.BestFactory;
import org.septum.training.checkpoint.LastFactory;

/**
 * A training that takes a second: three epochs of four steps of two 8 x 8 slices each, augmented, with batch norm, Adam and a
 * checkpoint policy that remembers. Tests change it as they like.
 */
public final class SmallTraining {

    public static final int STEPS_PER_EPOCH = 4;
    public static final int EPOCHS = 3;

    private final TestComponents components = new TestComponents();
    public long seed = 1;
    public int loaderThreads = 1;
    public int saveEvery;
    public int batchSize = 2;
    public boolean dropLast;
    public int stepsPerEpoch;
    public Component sampling = components.component(Kind.SAMPLING, "passes", Map.of());
    public final Map<String, Object> evaluation = new HashMap<>();
    public boolean skipInvalidLoss;
    public int recalibrateNorm;
    public boolean eraseForeground;
    /** What is trained on; null for the six volumes. */
    public Dataset dataset;

    public int context;
    public BackendChoice backend;
    public Component loss = components.component(Kind.LOSS, "cross-entropy", Map.of());
    public Component optimizer = components.component(Kind.OPTIMIZER, "adam", Map.of("learning-rate", 0.01));
    public final List<Component> augmentations = new ArrayList<>(List.of(
            components.component(Kind.AUGMENTATION, "rotate", Map.of("degrees", List.of(-30.0, 30.0))),
            components.component(Kind.AUGMENTATION, "flip-horizontal", Map.of("probability", 0.5))));

    public final List<Component> policies = new ArrayList<>(List.of(
            made(
                    Kind.CHECKPOINT_POLICY,
                    new BestFactory(),
                    Map.of("monitor", "validation/loss", "mode", "min", "file-name", "best")),
            made(Kind.CHECKPOINT_POLICY, new LastFactory(), Map.of("file-name", "last"))));

    public Experiment experiment() {
        MadeData made = MadeData.volumes(6);
        if (eraseForeground) {
            made.samples().forEach(info -> made.erase(info.id(), 0));
        }
        Split split = (all, random) -> new Partition(all.subList(0, 8), all.subList(8, 10), all.subList(10, 12));
        Experiment plain = new TestExperiment(
                        dataset == null ? made : dataset, split, MadeData.SIZE, MadeData.SIZE, true, List.of("dice"))
                .experiment();
        Map<String, Object> data = new HashMap<>(plain.data().values().asMap());
        data.putAll(
                Map.of("batch-size", batchSize, "drop-last", dropLast, "context", context, "augment", augmentations));
        data.put("sampling", sampling);
        HeadSection head = plain.heads().get(0);
        Map<String, Object> judged = new HashMap<>(head.values().asMap());
        judged.put("loss", loss);
        Map<String, Object> judging = new HashMap<>(plain.evaluation().values().asMap());
        judging.putAll(evaluation);
        return new Experiment(
                plain.name(),
                plain.file(),
                seed,
                new DataSection(data),
                plain.model(),
                List.of(new HeadSection(head.name(), head.head(), judged)),
                optimizer,
                new TrainingSection(Map.of(
                        "epochs",
                        EPOCHS,
                        "steps-per-epoch",
                        stepsPerEpoch,
                        "save-every",
                        saveEvery,
                        "on-invalid-loss",
                        skipInvalidLoss ? "skip" : "stop",
                        "recalibrate-norm",
                        recalibrateNorm)),
                new EvaluationSection(judging),
                policies,
                List.of(),
                new RuntimeSection(Map.of("precision", "float32", "threads", 1, "loader-threads", loaderThreads)),
                "",
                Map.of(),
                Set.of());
    }

    /** Adds a change of intensities that this test makes. */
    public void augmentBy(IntensityAugmentation augmentation) {
        augmentations.add(made(Kind.AUGMENTATION, new Made<Augmentation>(augmentation), Map.of()));
    }

    public StoppedTraining in(RunDirectory directory) {
        directory.makeFolders();
        return new StoppedTraining(experiment(), new PlanningGraphCompiler(), backend(), directory);
    }

    public BackendChoice backend() {
        return backend != null
                ? backend
                : choice("nd4j", Nd4jFactory.backend(), new RuntimeSettings("cpu", "float32", 1, seed));
    }

    /** A choice that no file has made, of a device without bfloat16. */
    public static BackendChoice choice(String name, Backend backend, RuntimeSettings settings) {
        return new BackendChoice(name, backend, settings, false, Optional.empty(), "");
    }

    public static Component made(Kind kind, Factory<?> factory, Map<String, Object> values) {
        return Component.of(kind, "made", factory, Arguments.of(factory.options(), values));
    }

    /** Gives out what the test made. */
    record Made<T>(T product) implements Factory<T> {
        @Override
        public String summary() {
            return "what the test made";
        }

        @Override
        public Options options() {
            return Options.none();
        }

        @Override
        public T create(Arguments arguments) {
            return product;
        }
    }
}
