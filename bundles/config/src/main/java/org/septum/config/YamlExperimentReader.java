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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.Kind;
import org.septum.api.OptionType;
import org.septum.api.UserError;
import org.septum.api.ablation.Ablation;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.Experiment.DataSection;
import org.septum.api.experiment.Experiment.EvaluationSection;
import org.septum.api.experiment.Experiment.HeadSection;
import org.septum.api.experiment.Experiment.ModelSection;
import org.septum.api.experiment.Experiment.RuntimeSection;
import org.septum.api.experiment.Experiment.TrainingSection;
import org.septum.api.experiment.ExperimentReader;
import org.septum.api.run.Registry;

/** Reads experiment files in YAML. */
@Component
public final class YamlExperimentReader implements ExperimentReader {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final List<String> HEAD_KEYS = FileSections.HEAD.options().names();

    private final Registry registry;

    @Activate
    public YamlExperimentReader(@Reference Registry registry) {
        this.registry = registry;
    }

    @Override
    public Experiment read(Path file, List<String> overrides) {
        return experiment(tree(file, overrides), file, new Components(registry.components()));
    }

    @Override
    public Ablation ablation(Path file, List<String> overrides) {
        Tree.Mapping tree = tree(file, overrides);
        Tree ablation = tree.get("ablation");
        if (ablation == null) {
            throw new UserError(
                    tree.location(),
                    "the experiment has no ablation; write for example ablation: {variants: {no-skip: {model.skip: none}},"
                            + " seeds: [1, 2, 3]}");
        }
        String seed = tree.get("seed") instanceof Tree.Scalar given ? given.text() : "1";
        return new AblationSection(ablation).read(seed, new Components(registry.components()));
    }

    private static Tree.Mapping tree(Path file, List<String> overrides) {
        Tree.Mapping tree = new Merge().read(file);
        for (String override : overrides) {
            tree = new Setting(override).apply(tree);
        }
        return tree;
    }

    private static Experiment experiment(Tree.Mapping tree, Path file, Components components) {
        Section root = new Section(FileSections.ROOT, "", tree, tree.location(), FileSections.KEYS);
        root.find("ablation").ifPresent(section -> new AblationSection(section).check());
        root.value("septum");
        Experiment read = new Experiment(
                name(root),
                file,
                (Long) root.value("seed"),
                data(root, components),
                model(root, components),
                heads(root, components),
                components.read(Kind.OPTIMIZER, root.tree("optimizer"), "optimizer"),
                training(root, components),
                evaluation(root),
                list(root, "checkpoint", Kind.CHECKPOINT_POLICY, components),
                list(root, "report", Kind.REPORTER, components),
                runtime(root),
                "");
        return new Experiment(
                read.name(),
                file,
                read.seed(),
                read.data(),
                read.model(),
                read.heads(),
                read.optimizer(),
                read.training(),
                read.evaluation(),
                read.checkpoints(),
                read.reporters(),
                read.runtime(),
                new ResolvedYaml(read).text());
    }

    private static String name(Section root) {
        String name = (String) root.value("name");
        if (!name.matches(NAME)) {
            throw new UserError(
                    root.require("name", "").location(),
                    "name: found '" + name
                            + "'; it names a folder, so use letters, digits, dots, hyphens and underscores");
        }
        return name;
    }

    private static DataSection data(Section root, Components components) {
        Section data = new Section(
                FileSections.DATA,
                root.require(
                        "data",
                        "a mapping with "
                                + String.join(", ", FileSections.DATA.options().names())),
                root.location());
        List<?> size = (List<?>) data.value("size");
        return new DataSection(
                components.read(Kind.DATASET, data.tree("dataset"), "data.dataset"),
                components.read(Kind.SPLIT, data.tree("split"), "data.split"),
                ((Long) size.get(0)).intValue(),
                ((Long) size.get(1)).intValue(),
                data.require("size", "").location(),
                data.whole("batch-size"),
                (Boolean) data.value("drop-last"),
                list(data, "intensity", Kind.INTENSITY, components),
                components.read(Kind.GRID, data.tree("grid"), "data.grid"),
                list(data, "augment", Kind.AUGMENTATION, components));
    }

    private static ModelSection model(Section root, Components components) {
        Tree tree = root.tree("model");
        Optional<Path> weights = Optional.empty();
        if (tree instanceof Tree.Mapping mapping
                && mapping.get("weights") != null
                && !(mapping.get("weights") instanceof Tree.Scalar none && none.isNull())) {
            Tree text = mapping.get("weights");
            weights = Optional.of(FilePath.of(
                    "model.weights",
                    (String) Values.read("model.weights", new OptionType.Text(), text, null),
                    text.location()));
        }
        return new ModelSection(
                components.read(
                        Kind.MODEL, tree, "model", FileSections.MODEL.options().names()),
                weights);
    }

    private static List<HeadSection> heads(Section root, Components components) {
        Tree tree = root.require("heads", "a mapping from names to heads ({type: NAME, loss: ..., metrics: [...]})");
        if (!(tree instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
            throw new UserError(
                    tree.location(),
                    "heads: found " + tree.description() + ", allowed is a mapping from names to heads");
        }
        List<HeadSection> heads = new ArrayList<>();
        mapping.entries().forEach((name, entry) -> {
            if (!name.matches(NAME)) {
                throw new UserError(
                        entry.key(),
                        "a head's name may have letters, digits, dots, hyphens and underscores: '" + name + "'");
            }
            heads.add(head(name, entry.value(), components));
        });
        return heads;
    }

    private static HeadSection head(String name, Tree tree, Components components) {
        String where = "heads." + name;
        if (!(tree instanceof Tree.Mapping mapping)) {
            throw new UserError(
                    tree.location(),
                    where + ": found " + tree.description() + ", allowed is {type: NAME, loss: ..., metrics: [...]}");
        }
        org.septum.api.Component head = components.read(Kind.HEAD, mapping, where, HEAD_KEYS);
        Map<String, Tree.Mapping.Entry> rest = new LinkedHashMap<>(mapping.entries());
        rest.keySet().retainAll(HEAD_KEYS);
        Section section = new Section(
                FileSections.HEAD, where, new Tree.Mapping(rest, mapping.location()), mapping.location(), HEAD_KEYS);
        List<org.septum.api.Component> metrics = list(section, "metrics", Kind.METRIC, components);
        Set<String> seen = new HashSet<>();
        for (org.septum.api.Component metric : metrics) {
            if (!seen.add(metric.type())) {
                throw new UserError(
                        metric.arguments().location(),
                        where + ".metrics: the metric '" + metric.type()
                                + "' stands twice; their scores would share a name");
            }
        }
        return new HeadSection(
                name,
                head,
                components.read(Kind.LOSS, section.tree("loss"), where + ".loss"),
                (Double) section.value("weight"),
                metrics);
    }

    private static TrainingSection training(Section root, Components components) {
        Section training =
                new Section(FileSections.TRAINING, root.require("training", "a mapping with epochs"), root.location());
        return new TrainingSection(
                training.whole("epochs"),
                list(training, "stop", Kind.STOPPING_RULE, components),
                training.whole("save-every"),
                training.value("on-invalid-loss").equals("skip"),
                training.whole("recalibrate-norm"));
    }

    private static EvaluationSection evaluation(Section root) {
        Section evaluation =
                new Section(FileSections.EVALUATION, root.find("evaluation").orElse(null), root.location());
        return new EvaluationSection(evaluation.value("resolution").equals("grid"), (Boolean) evaluation.value("flip"));
    }

    private static RuntimeSection runtime(Section root) {
        Section runtime = new Section(FileSections.RUNTIME, root.find("runtime").orElse(null), root.location());
        boolean auto = runtime.find("threads")
                .filter(tree -> !(tree instanceof Tree.Scalar scalar
                        && Environment.resolve(scalar).text().equals("auto")))
                .isEmpty();
        return new RuntimeSection(
                (String) runtime.value("backend"),
                (String) runtime.value("device"),
                (String) runtime.value("precision"),
                auto ? Optional.empty() : Optional.of(runtime.whole("threads")),
                runtime.whole("loader-threads"),
                runtime.find("backend").map(Tree::location),
                runtime.find("precision").map(Tree::location));
    }

    private static List<org.septum.api.Component> list(Section section, String key, Kind kind, Components components) {
        List<org.septum.api.Component> list = new ArrayList<>();
        List<Tree> items = section.items(key);
        for (int i = 0; i < items.size(); i++) {
            list.add(components.read(kind, items.get(i), section.path(key) + "[" + i + "]"));
        }
        return list;
    }
}
