// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.Location;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.common.text.NearestName;
import org.septum.common.text.ShellWord;
import org.septum.config.merge.Environment;
import org.septum.config.merge.Merge;
import org.septum.config.merge.OlderRecord;
import org.septum.config.merge.Places;
import org.septum.config.merge.Setting;
import org.septum.config.section.AblationSection;
import org.septum.config.section.Components;
import org.septum.config.section.ExperimentSections;
import org.septum.config.section.FolderName;
import org.septum.config.yaml.Tree;
import org.septum.config.yaml.YamlParser;
import org.septum.services.ablation.Ablation;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.experiment.Problems;
import org.septum.services.plugin.Registry;

/** Reads experiment files in YAML. */
@Component
public final class YamlExperimentReader implements ExperimentReader {

    private final Registry registry;

    @Activate
    public YamlExperimentReader(@Reference Registry registry) {
        this.registry = registry;
    }

    @Override
    public Experiment read(Path file, List<String> overrides) {
        return read(file, overrides, new Environment());
    }

    private Experiment read(Path file, List<String> overrides, Environment environment) {
        Tree.Mapping written = with(overrides, new Merge(environment).read(file));
        return read(file, written, written, environment, new Problems());
    }

    @Override
    public Experiment recorded(Path file, List<String> overrides) {
        Environment environment = new Environment();
        Problems problems = new Problems();
        Tree.Mapping own = new Merge(environment).read(file);
        Places.check("", own, problems);
        Tree.Mapping written = with(overrides, OlderRecord.completed(own));
        return read(file, written, Places.standing(written), environment, problems);
    }

    /** @param usable what is written, with each reference either one that can be replaced or an error */
    private Experiment read(
            Path file, Tree.Mapping written, Tree.Mapping usable, Environment environment, Problems problems) {
        // A run of the baseline does not need the ablation.
        Tree.Mapping tree = (Tree.Mapping) resolved(usable, "ablation", environment, problems);
        Optional<ExperimentSections> read =
                problems.attempt(() -> new ExperimentSections(new Components(registry.components()), tree));
        problems.throwIfAny();
        String resolved = new ResolvedYaml(read.orElseThrow().values(), Places.references(written)).text();
        return read.get()
                .experiment(file, resolved, settings(resolved, "the resolved experiment"), environment.names());
    }

    @Override
    public Map<String, String> settings(String resolved, String source) {
        if (YamlParser.text(resolved, source) instanceof Tree.Mapping mapping) {
            return FlatSettings.of(mapping);
        }
        throw new UserError(source + ": this is no experiment: it is no mapping with septum:, name:, data: and so on");
    }

    @Override
    public Ablation ablation(Path file, List<String> overrides) {
        Tree.Mapping tree = with(overrides, new Merge(new Environment()).read(file));
        Tree ablation = tree.get("ablation");
        if (ablation == null) {
            throw new UserError(
                    tree.location(),
                    "the experiment has no ablation; write for example ablation: {variants: {no-skip: {model.skip: none}},"
                            + " seeds: [1, 2, 3]}");
        }
        return ablation(tree, ablation, new Environment());
    }

    private Ablation ablation(Tree.Mapping tree, Tree ablation, Environment environment) {
        Problems problems = new Problems();
        Tree seed = tree.get("seed") == null ? null : environment.resolve(tree.get("seed"), problems);
        // The variants' references are replaced when a variant is read, for it is to have the reference to a place.
        Tree resolved = resolved(ablation, "variants", environment, problems);
        problems.throwIfAny();
        Object byDefault =
                Experiment.DECLARED.options().find("seed").orElseThrow().defaultValue();
        String experimentSeed =
                seed instanceof Tree.Scalar given && !given.isNull() ? given.text() : String.valueOf(byDefault);
        return new AblationSection(resolved).read(experimentSeed, new Components(registry.components()));
    }

    @Override
    public Map<String, Experiment> variants(Path file, List<String> overrides, Problems problems) {
        Environment environment = new Environment();
        Tree.Mapping tree = with(overrides, new Merge(environment).read(file));
        Tree section = tree.get("ablation");
        if (section == null || section.isNull()) {
            return Map.of();
        }
        Ablation ablation = ablation(tree, section, environment);
        // A variant has no ablation of its own, which would be checked with each.
        Tree.Mapping single = tree.without("ablation");
        Map<String, Experiment> variants = new LinkedHashMap<>();
        for (Ablation.Variant variant : ablation.variants()) {
            for (Ablation.Repetition repetition : ablation.repetitions()) {
                String name = "variant '" + variant.name() + "', " + repetition.name();
                List<String> own = new ArrayList<>(variant.overrides());
                own.addAll(repetition.overrides());
                try {
                    Tree.Mapping written = with(own, single);
                    variants.put(
                            name, read(file, written, written, new Environment(environment.names()), new Problems()));
                } catch (UserError e) {
                    problems.add(name, e);
                }
            }
        }
        return variants;
    }

    @Override
    public void checkVariant(Path file, List<String> overrides, String name) {
        Location here = new Location("--variant", 0, 0);
        FolderName.checkVariant("", name, here);
        Tree.Mapping tree = with(overrides, new Merge(new Environment()).read(file));
        Tree section = tree.get("ablation");
        if (section == null || section.isNull()) {
            return;
        }
        List<Ablation.Variant> variants =
                ablation(tree, section, new Environment()).variants();
        Ablation.Variant variant = variants.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError(here, unknownVariant(file, name, variants)));
        List<String> all = new ArrayList<>(overrides);
        all.addAll(variant.overrides());
        if (!read(file, all).resolved().equals(read(file, overrides).resolved())) {
            String settings = variant.overrides().stream()
                    .map(one -> " --set '" + one + "'")
                    .collect(Collectors.joining());
            throw new UserError(
                    here,
                    "'" + name + "' names the folder alone, and the settings of that variant of " + file
                            + " are others; add" + settings + ", or let 'septum ablate " + ShellWord.of(file)
                            + "' train it");
        }
    }

    private static String unknownVariant(Path file, String name, List<Ablation.Variant> variants) {
        List<String> names = variants.stream().map(Ablation.Variant::name).toList();
        return "the ablation of " + file + " has no variant '" + name + "'" + NearestName.advice(name, names)
                + "; it has " + String.join(", ", names)
                + "; add another to ablation.variants, where it gets its settings";
    }

    private static Tree.Mapping with(List<String> overrides, Tree.Mapping written) {
        Tree.Mapping tree = written;
        for (String override : overrides) {
            tree = new Setting(override).apply(tree);
        }
        return tree;
    }

    /** The tree with the environment's values, but for what stands under a key. */
    private static Tree resolved(Tree tree, String but, Environment environment, Problems problems) {
        return tree instanceof Tree.Mapping mapping
                ? mapping.map((key, value) -> key.equals(but) ? value : environment.resolve(value, problems))
                : environment.resolve(tree, problems);
    }
}
