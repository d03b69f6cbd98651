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
    private final WrittenSection root;
    private final Map<String, Object> values = new LinkedHashMap<>();

    /**
     * Reads all but the ablation, which is only checked.
     *
     * @param tree with the environment's values
     * @throws org.septum.api.UserError with all that is wrong
     */
    public ExperimentSections(Components components, Tree.Mapping tree) {
        this.components = components;
        Problems problems = new Problems();
        root = new WrittenSection(Experiment.DECLARED, "", tree, tree.location(), FileSections.KEYS, problems);
        root.find("ablation").ifPresent(section -> problems.attempt(() -> new AblationSection(section).check()));
        for (String key : FileSections.KEYS) {
            problems.attempt(() -> read(key)).ifPresent(value -> values.put(key, value));
        }
        problems.throwIfAny();
    }

    private Object read(String key) {
        return switch (key) {
            case "name" -> name();
            case "data" -> {
                String keys = String.join(", ", DataSection.DECLARED.options().names());
                yield section(DataSection.DECLARED, root.require(key, "a mapping with " + keys));
            }
            case "model" -> model();
            case "heads" -> heads();
            case "training" -> section(TrainingSection.DECLARED, root.require(key, "a mapping with epochs"));
            case "evaluation" ->
                section(EvaluationSection.DECLARED, root.find(key).orElse(null));
            case "runtime" -> section(RuntimeSection.DECLARED, root.find(key).orElse(null));
            // What is extended has been merged, and variants are read by themselves.
            case "extends", "ablation" -> null;
            default -> root.value(key, components);
        };
    }

    /**
     * What stands under the uppermost keys, in the order of a resolved experiment: a section's values, the model with what is
     * beside its options, the heads by name, and components and other values.
     */
    public Map<String, Object> values() {
        return values;
    }

    /** The experiment, of which the others say how it is written. */
    public Experiment experiment(Path file, String resolved, Map<String, String> settings, Set<String> environment) {
        ModelSection model = (ModelSection) values.get("model");
        List<HeadSection> heads = new ArrayList<>();
        Map<String, Component> ofHeads = new LinkedHashMap<>();
        ((Map<?, ?>) values.get("heads")).forEach((name, head) -> {
            heads.add((HeadSection) head);
            ofHeads.put((String) name, ((HeadSection) head).head());
        });
        Map<String, Object> own = new LinkedHashMap<>(values);
        own.keySet().retainAll(Experiment.DECLARED.options().names());
        own.put("model", model.model());
        own.put("heads", ofHeads);
        return new Experiment(
                file,
                root.arguments(own),
                new DataSection((Arguments) values.get("data")),
                model,
                heads,
                new TrainingSection((Arguments) values.get("training")),
                new EvaluationSection((Arguments) values.get("evaluation")),
                new RuntimeSection((Arguments) values.get("runtime")),
                resolved,
                settings,
                environment);
    }

    private static List<Component> list(Object components) {
        return ((List<?>) components).stream().map(Component.class::cast).toList();
    }

    private String name() {
        String name = (String) root.value("name");
        FolderName.checkExperiment(name, root.require("name", "").location());
        return name;
    }

    /** @param tree null if the section is left out */
    private Arguments section(Section declared, Tree tree) {
        WrittenSection section = new WrittenSection(declared, tree, root.location(), new Problems());
        return section.arguments(section.values(components));
    }

    private ModelSection model() {
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

    private Map<String, HeadSection> heads() {
        Tree tree = root.require("heads", "a mapping from names to heads ({type: NAME, loss: ..., metrics: [...]})");
        if (!(tree instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
            throw new UserError(
                    tree.location(),
                    "heads: found " + tree.description() + ", allowed is a mapping from names to heads");
        }
        Problems wrong = new Problems();
        Map<String, HeadSection> heads = new LinkedHashMap<>();
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
            wrong.attempt(() -> heads.put(name, head(name, entry.value())));
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
