// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.Kind;
import org.septum.api.OptionType;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.Experiment.DataSection;
import org.septum.api.experiment.Experiment.EvaluationSection;
import org.septum.api.experiment.Experiment.HeadSection;
import org.septum.api.experiment.Experiment.ModelSection;
import org.septum.api.experiment.Experiment.RuntimeSection;
import org.septum.api.experiment.Experiment.TrainingSection;
import org.septum.services.experiment.Problems;

/** Reads the sections of an experiment, each of which tells all that is wrong with it. */
final class ExperimentSections {

    private static final String HEAD_NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final List<String> HEAD_KEYS = FileSections.HEAD.options().names();

    private ExperimentSections() {}

    /**
     * Reads all but the ablation, which is only checked.
     *
     * @param tree with the environment's values
     * @return the experiment without its text
     * @throws org.septum.api.UserError with all that is wrong
     */
    static Experiment read(Tree.Mapping tree, Path file, Components components) {
        Problems problems = new Problems();
        Section root = new Section(FileSections.ROOT, "", tree, tree.location(), FileSections.KEYS, problems);
        root.find("ablation").ifPresent(section -> problems.attempt(() -> new AblationSection(section).check()));
        problems.attempt(() -> root.value("septum"));
        Optional<String> name = problems.attempt(() -> name(root));
        Optional<Object> seed = problems.attempt(() -> root.value("seed"));
        Optional<DataSection> data = problems.attempt(() -> data(root, components));
        Optional<ModelSection> model = problems.attempt(() -> model(root, components));
        Optional<List<HeadSection>> heads = problems.attempt(() -> heads(root, components));
        Optional<org.septum.api.Component> optimizer = problems.attempt(() -> components.read(root, "optimizer"));
        Optional<TrainingSection> training = problems.attempt(() -> training(root, components));
        Optional<EvaluationSection> evaluation = problems.attempt(() -> evaluation(root));
        Optional<List<org.septum.api.Component>> checkpoints =
                problems.attempt(() -> list(root, "checkpoint", Kind.CHECKPOINT_POLICY, components));
        Optional<List<org.septum.api.Component>> reporters =
                problems.attempt(() -> list(root, "report", Kind.REPORTER, components));
        Optional<RuntimeSection> runtime = problems.attempt(() -> runtime(root));
        problems.throwIfAny();
        return new Experiment(
                name.orElseThrow(),
                file,
                (Long) seed.orElseThrow(),
                data.orElseThrow(),
                model.orElseThrow(),
                heads.orElseThrow(),
                optimizer.orElseThrow(),
                training.orElseThrow(),
                evaluation.orElseThrow(),
                checkpoints.orElseThrow(),
                reporters.orElseThrow(),
                runtime.orElseThrow(),
                "");
    }

    private static String name(Section root) {
        String name = (String) root.value("name");
        FolderName.checkExperiment(name, root.require("name", "").location());
        return name;
    }

    private static DataSection data(Section root, Components components) {
        Problems problems = new Problems();
        Section data = new Section(
                FileSections.DATA,
                root.require(
                        "data",
                        "a mapping with "
                                + String.join(", ", FileSections.DATA.options().names())),
                root.location(),
                problems);
        Optional<org.septum.api.Component> dataset = problems.attempt(() -> components.read(data, "dataset"));
        Optional<org.septum.api.Component> split = problems.attempt(() -> components.read(data, "split"));
        Optional<List<?>> size = problems.attempt(() -> (List<?>) data.value("size"));
        Optional<Integer> batchSize = problems.attempt(() -> data.whole("batch-size"));
        Optional<Object> dropLast = problems.attempt(() -> data.value("drop-last"));
        Optional<List<org.septum.api.Component>> intensities =
                problems.attempt(() -> list(data, "intensity", Kind.INTENSITY, components));
        Optional<org.septum.api.Component> grid = problems.attempt(() -> components.read(data, "grid"));
        Optional<List<org.septum.api.Component>> augmentations =
                problems.attempt(() -> list(data, "augment", Kind.AUGMENTATION, components));
        problems.throwIfAny();
        return new DataSection(
                dataset.orElseThrow(),
                split.orElseThrow(),
                ((Long) size.orElseThrow().get(0)).intValue(),
                ((Long) size.orElseThrow().get(1)).intValue(),
                data.require("size", "").location(),
                batchSize.orElseThrow(),
                (Boolean) dropLast.orElseThrow(),
                intensities.orElseThrow(),
                grid.orElseThrow(),
                augmentations.orElseThrow());
    }

    private static ModelSection model(Section root, Components components) {
        Problems problems = new Problems();
        Tree tree = root.tree("model");
        Optional<Path> weights = problems.attempt(() -> weights(tree));
        Optional<org.septum.api.Component> model = problems.attempt(() -> components.read(
                Kind.MODEL, tree, "model", FileSections.MODEL.options().names()));
        problems.throwIfAny();
        return new ModelSection(model.orElseThrow(), weights);
    }

    /** The file to start from; null if none is named. */
    private static Path weights(Tree tree) {
        if (!(tree instanceof Tree.Mapping mapping)
                || mapping.get("weights") == null
                || mapping.get("weights") instanceof Tree.Scalar none && none.isNull()) {
            return null;
        }
        Tree text = mapping.get("weights");
        return FilePath.of(
                "model.weights",
                (String) Values.read("model.weights", new OptionType.Text(), text, null),
                text.location());
    }

    private static List<HeadSection> heads(Section root, Components components) {
        Tree tree = root.require("heads", "a mapping from names to heads ({type: NAME, loss: ..., metrics: [...]})");
        if (!(tree instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
            throw new UserError(
                    tree.location(),
                    "heads: found " + tree.description() + ", allowed is a mapping from names to heads");
        }
        Problems problems = new Problems();
        List<HeadSection> heads = new ArrayList<>();
        mapping.entries().forEach((name, entry) -> {
            problems.attempt(() -> {
                if (!name.matches(HEAD_NAME)) {
                    throw new UserError(
                            entry.key(),
                            "a head's name may have letters, digits, dots, hyphens and underscores: '" + name + "'");
                }
                // Predictions of several heads have them in their files' names.
                FolderName.checkLength("heads: ", name, entry.key());
            });
            problems.attempt(() -> heads.add(head(name, entry.value(), components)));
        });
        problems.throwIfAny();
        return heads;
    }

    private static HeadSection head(String name, Tree tree, Components components) {
        String where = "heads." + name;
        if (!(tree instanceof Tree.Mapping mapping)) {
            throw new UserError(
                    tree.location(),
                    where + ": found " + tree.description() + ", allowed is {type: NAME, loss: ..., metrics: [...]}");
        }
        Problems problems = new Problems();
        Optional<org.septum.api.Component> head =
                problems.attempt(() -> components.read(Kind.HEAD, mapping, where, HEAD_KEYS));
        Map<String, Tree.Mapping.Entry> rest = new LinkedHashMap<>(mapping.entries());
        rest.keySet().retainAll(HEAD_KEYS);
        Section section = new Section(
                FileSections.HEAD,
                where,
                new Tree.Mapping(rest, mapping.location()),
                mapping.location(),
                HEAD_KEYS,
                problems);
        Optional<List<org.septum.api.Component>> metrics =
                problems.attempt(() -> list(section, "metrics", Kind.METRIC, components));
        metrics.ifPresent(all -> problems.attempt(() -> checkOnce(where, all)));
        Optional<org.septum.api.Component> loss = problems.attempt(() -> components.read(section, "loss"));
        Optional<Object> weight = problems.attempt(() -> section.value("weight"));
        problems.throwIfAny();
        return new HeadSection(
                name, head.orElseThrow(), loss.orElseThrow(), (Double) weight.orElseThrow(), metrics.orElseThrow());
    }

    private static void checkOnce(String where, List<org.septum.api.Component> metrics) {
        Set<String> seen = new HashSet<>();
        for (org.septum.api.Component metric : metrics) {
            if (!seen.add(metric.type())) {
                throw new UserError(
                        metric.arguments().location(),
                        where + ".metrics: the metric '" + metric.type()
                                + "' stands twice; their scores would share a name");
            }
        }
    }

    private static TrainingSection training(Section root, Components components) {
        Problems problems = new Problems();
        Section training = new Section(
                FileSections.TRAINING, root.require("training", "a mapping with epochs"), root.location(), problems);
        Optional<Integer> epochs = problems.attempt(() -> training.whole("epochs"));
        Optional<List<org.septum.api.Component>> stop =
                problems.attempt(() -> list(training, "stop", Kind.STOPPING_RULE, components));
        Optional<Integer> saveEvery = problems.attempt(() -> training.whole("save-every"));
        Optional<Object> invalidLoss = problems.attempt(() -> training.value("on-invalid-loss"));
        Optional<Integer> recalibrate = problems.attempt(() -> training.whole("recalibrate-norm"));
        problems.throwIfAny();
        return new TrainingSection(
                epochs.orElseThrow(),
                stop.orElseThrow(),
                saveEvery.orElseThrow(),
                invalidLoss.orElseThrow().equals("skip"),
                recalibrate.orElseThrow());
    }

    private static EvaluationSection evaluation(Section root) {
        Problems problems = new Problems();
        Section evaluation =
                new Section(FileSections.EVALUATION, root.find("evaluation").orElse(null), root.location(), problems);
        Optional<Object> resolution = problems.attempt(() -> evaluation.value("resolution"));
        Optional<Object> flip = problems.attempt(() -> evaluation.value("flip"));
        problems.throwIfAny();
        return new EvaluationSection(resolution.orElseThrow().equals("grid"), (Boolean) flip.orElseThrow());
    }

    private static RuntimeSection runtime(Section root) {
        Problems problems = new Problems();
        Section runtime =
                new Section(FileSections.RUNTIME, root.find("runtime").orElse(null), root.location(), problems);
        boolean auto = runtime.find("threads")
                .filter(tree ->
                        !(tree instanceof Tree.Scalar scalar && scalar.text().equals("auto")))
                .isEmpty();
        Optional<Object> backend = problems.attempt(() -> runtime.value("backend"));
        Optional<Object> device = problems.attempt(() -> runtime.value("device"));
        Optional<Object> precision = problems.attempt(() -> runtime.value("precision"));
        Optional<Integer> threads = auto ? Optional.empty() : problems.attempt(() -> runtime.whole("threads"));
        Optional<Integer> loaders = problems.attempt(() -> runtime.whole("loader-threads"));
        problems.throwIfAny();
        return new RuntimeSection(
                (String) backend.orElseThrow(),
                (String) device.orElseThrow(),
                (String) precision.orElseThrow(),
                threads,
                loaders.orElseThrow(),
                runtime.find("backend").map(Tree::location),
                runtime.find("precision").map(Tree::location));
    }

    private static List<org.septum.api.Component> list(Section section, String key, Kind kind, Components components) {
        Problems problems = new Problems();
        List<org.septum.api.Component> list = new ArrayList<>();
        List<Tree> items = section.items(key);
        for (int i = 0; i < items.size(); i++) {
            Tree item = items.get(i);
            String place = section.path(key) + "[" + i + "]";
            problems.attempt(() -> list.add(components.read(kind, item, place)));
        }
        problems.throwIfAny();
        return list;
    }
}
