// SPDX-License-Identifier: Apache-2.0
package org.septum.config.section;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Location;
import org.septum.api.OptionType;
import org.septum.api.UserError;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.EvaluationSection;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.HeadSection;
import org.septum.api.experiment.ModelSection;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.experiment.Section;
import org.septum.api.experiment.TrainingSection;
import org.septum.config.yaml.Tree;
import org.septum.services.experiment.Problems;

/** Reads the sections of an experiment, each of which tells all that is wrong with it. */
public final class ExperimentSections {

    private static final String HEAD_NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

    private final Components components;
    private final Problems problems = new Problems();

    public ExperimentSections(Components components) {
        this.components = components;
    }

    /**
     * Reads all but the ablation, which is only checked.
     *
     * @param tree with the environment's values
     * @return the experiment without its text, settings and environment
     * @throws org.septum.api.UserError with all that is wrong
     */
    public Experiment read(Tree.Mapping tree, Path file) {
        WrittenSection root =
                new WrittenSection(FileSections.ROOT, "", tree, tree.location(), FileSections.KEYS, problems);
        root.find("ablation").ifPresent(section -> problems.attempt(() -> new AblationSection(section).check()));
        problems.attempt(() -> root.value("septum"));
        Optional<String> name = problems.attempt(() -> name(root));
        Optional<Object> seed = problems.attempt(() -> root.value("seed"));
        String keys = String.join(", ", DataSection.DECLARED.options().names());
        Optional<Arguments> data = problems.attempt(
                () -> section(DataSection.DECLARED, root, root.require("data", "a mapping with " + keys)));
        Optional<ModelSection> model = problems.attempt(() -> model(root));
        Optional<List<HeadSection>> heads = problems.attempt(() -> heads(root));
        Optional<Object> optimizer = problems.attempt(() -> root.value("optimizer", components));
        Optional<Arguments> training = problems.attempt(
                () -> section(TrainingSection.DECLARED, root, root.require("training", "a mapping with epochs")));
        Optional<Arguments> evaluation = problems.attempt(() -> section(
                EvaluationSection.DECLARED, root, root.find("evaluation").orElse(null)));
        Optional<Object> checkpoints = problems.attempt(() -> root.value("checkpoint", components));
        Optional<Object> reporters = problems.attempt(() -> root.value("report", components));
        Optional<Arguments> runtime = problems.attempt(() ->
                section(RuntimeSection.DECLARED, root, root.find("runtime").orElse(null)));
        problems.throwIfAny();
        return new Experiment(
                name.orElseThrow(),
                file,
                (Long) seed.orElseThrow(),
                new DataSection(data.orElseThrow()),
                model.orElseThrow(),
                heads.orElseThrow(),
                (Component) optimizer.orElseThrow(),
                new TrainingSection(training.orElseThrow()),
                new EvaluationSection(evaluation.orElseThrow()),
                list(checkpoints.orElseThrow()),
                list(reporters.orElseThrow()),
                new RuntimeSection(runtime.orElseThrow()),
                "",
                Map.of(),
                Set.of());
    }

    private static List<Component> list(Object components) {
        return ((List<?>) components).stream().map(Component.class::cast).toList();
    }

    private static String name(WrittenSection root) {
        String name = (String) root.value("name");
        FolderName.checkExperiment(name, root.require("name", "").location());
        return name;
    }

    /** @param tree null if the section is left out */
    private Arguments section(Section declared, WrittenSection root, Tree tree) {
        WrittenSection section = new WrittenSection(declared, tree, root.location(), new Problems());
        return section.arguments(section.values(components));
    }

    private ModelSection model(WrittenSection root) {
        Tree tree = root.require("model", new OptionType.Nested(Kind.MODEL).description());
        Problems wrong = new Problems();
        WrittenSection section = beside(ModelSection.DECLARED, "model", tree, wrong);
        Map<String, Object> values = section.values(components);
        Optional<Component> model = wrong.attempt(() -> components.read(
                Kind.MODEL, tree, "model", ModelSection.DECLARED.options().names()));
        return new ModelSection(model.orElse(null), section.arguments(values));
    }

    /** What stands beside a component's own options. */
    private static WrittenSection beside(Section declared, String where, Tree component, Problems problems) {
        List<String> keys = declared.options().names();
        Map<String, Tree.Mapping.Entry> entries = new LinkedHashMap<>();
        if (component instanceof Tree.Mapping mapping) {
            entries.putAll(mapping.entries());
            entries.keySet().retainAll(keys);
        }
        Location here = component.location();
        return new WrittenSection(declared, where, new Tree.Mapping(entries, here), here, keys, problems);
    }

    private List<HeadSection> heads(WrittenSection root) {
        Tree tree = root.require("heads", "a mapping from names to heads ({type: NAME, loss: ..., metrics: [...]})");
        if (!(tree instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
            throw new UserError(
                    tree.location(),
                    "heads: found " + tree.description() + ", allowed is a mapping from names to heads");
        }
        Problems wrong = new Problems();
        List<HeadSection> heads = new ArrayList<>();
        mapping.entries().forEach((name, entry) -> {
            wrong.attempt(() -> {
                if (!name.matches(HEAD_NAME)) {
                    throw new UserError(
                            entry.key(),
                            "a head's name may have letters, digits, dots, hyphens and underscores: '" + name + "'");
                }
                // Predictions of several heads have them in their files' names.
                FolderName.checkLength("heads: ", name, entry.key());
            });
            wrong.attempt(() -> heads.add(head(name, entry.value())));
        });
        wrong.throwIfAny();
        return heads;
    }

    private HeadSection head(String name, Tree tree) {
        String where = "heads." + name;
        if (!(tree instanceof Tree.Mapping)) {
            throw new UserError(
                    tree.location(),
                    where + ": found " + tree.description() + ", allowed is {type: NAME, loss: ..., metrics: [...]}");
        }
        Problems wrong = new Problems();
        Optional<Component> head = wrong.attempt(() -> components.read(
                Kind.HEAD, tree, where, HeadSection.DECLARED.options().names()));
        WrittenSection section = beside(HeadSection.DECLARED, where, tree, wrong);
        Map<String, Object> values = section.values(components);
        wrong.attempt(() -> checkOnce(where, list(values.getOrDefault("metrics", List.of()))));
        return new HeadSection(name, head.orElse(null), section.arguments(values));
    }

    private static void checkOnce(String where, List<Component> metrics) {
        Set<String> seen = new HashSet<>();
        for (Component metric : metrics) {
            if (!seen.add(metric.type())) {
                throw new UserError(
                        metric.arguments().location(),
                        where + ".metrics: the metric '" + metric.type()
                                + "' stands twice; their scores would share a name");
            }
        }
    }
}
