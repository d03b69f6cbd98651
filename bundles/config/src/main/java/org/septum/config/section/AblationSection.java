// SPDX-License-Identifier: Apache-2.0
package org.septum.config.section;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Component;
import org.septum.api.Location;
import org.septum.api.UserError;
import org.septum.config.yaml.KeyPath;
import org.septum.config.yaml.Tree;
import org.septum.services.ablation.Ablation;
import org.septum.services.ablation.Ablation.Repetition;
import org.septum.services.ablation.Ablation.Variant;
import org.septum.services.experiment.Problems;

/** Reads {@code ablation:}: named sets of overrides, a grid of values, and seeds or folds. */
public final class AblationSection {

    /** Of variants, of repetitions of each, and of trainings in all. */
    private static final int MOST = 10_000;

    private final WrittenSection section;
    private final Problems problems = new Problems();
    private final Map<String, Location> names = new HashMap<>();

    public AblationSection(Tree tree) {
        section = new WrittenSection(FileSections.ABLATION, tree, tree.location(), problems);
    }

    /** Checks all but the executor, which a run of the baseline does not need. */
    public void check() {
        Optional<List<Variant>> variants = problems.attempt(this::variants);
        Optional<List<Repetition>> repetitions = problems.attempt(() -> repetitions("1"));
        problems.throwIfAny();
        checkTrainings(variants.orElseThrow(), repetitions.orElseThrow());
    }

    private void checkTrainings(List<Variant> variants, List<Repetition> repetitions) {
        checkNumber("ablation", (long) variants.size() * repetitions.size(), "trainings", section.location());
    }

    private static void checkNumber(String where, long number, String of, Location location) {
        if (number > MOST) {
            throw new UserError(location, where + ": found " + number + " " + of + ", allowed are " + MOST);
        }
    }

    /**
     * @param seed the experiment's own, used where no seeds are given
     */
    public Ablation read(String seed, Components components) {
        Optional<Component> executor = problems.attempt(() -> (Component) section.value("executor", components));
        Optional<List<Variant>> variants = problems.attempt(this::variants);
        Optional<List<Repetition>> repetitions = problems.attempt(() -> repetitions(seed));
        problems.throwIfAny();
        checkTrainings(variants.orElseThrow(), repetitions.orElseThrow());
        return new Ablation(variants.orElseThrow(), repetitions.orElseThrow(), executor.orElseThrow());
    }

    private List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        String baseline = (String) section.value("baseline");
        Location here = section.find("baseline").map(Tree::location).orElse(section.location());
        variants.add(new Variant(checked(baseline, here), List.of()));
        mapping("variants", "names with overrides, for example no-skip: {model.skip: none}")
                .forEach((name, entry) -> problems.attempt(() -> variants.add(
                        new Variant(checked(name, entry.key()), overrides("variants." + name, entry.value())))));
        problems.attempt(() -> variants.addAll(grid()));
        return variants;
    }

    private String checked(String name, Location location) {
        FolderName.checkVariant("ablation: ", name, location);
        Location first = names.putIfAbsent(name, location);
        if (first != null) {
            throw new UserError(location, "ablation: two variants are called '" + name + "'; the first is at " + first);
        }
        return name;
    }

    private Map<String, Tree.Mapping.Entry> mapping(String key, String allowed) {
        return section.find(key)
                .map(tree -> {
                    if (tree instanceof Tree.Mapping mapping) {
                        return mapping.entries();
                    }
                    throw new UserError(
                            tree.location(),
                            section.path(key) + ": found " + tree.description() + ", allowed are " + allowed);
                })
                .orElse(Map.of());
    }

    private List<String> overrides(String where, Tree tree) {
        if (!(tree instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
            throw new UserError(
                    tree.location(),
                    section.path(where) + ": found " + tree.description()
                            + ", allowed are overrides, for example {model.skip: none}");
        }
        List<String> overrides = new ArrayList<>();
        mapping.entries().forEach((key, entry) -> overrides.add(override(key, entry.key(), entry.value(), false)));
        return overrides;
    }

    /** @param replaced whether references to the environment have been replaced */
    private static String override(String key, Location location, Tree value, boolean replaced) {
        if (key.equals("seed") || key.equals("name") || key.startsWith("ablation")) {
            throw new UserError(
                    location,
                    "ablation: '" + key + "' cannot be overridden by a variant"
                            + (key.equals("seed") ? "; give the seeds with ablation.seeds" : ""));
        }
        KeyPath.steps(key, location);
        return key + "=" + value.flow(replaced);
    }

    /** Every combination of the grid's values. */
    private List<Variant> grid() {
        List<Variant> combinations = new ArrayList<>(List.of(new Variant("", List.of())));
        mapping("grid", "settings with lists of values, for example model.depth: [2, 3]")
                .forEach((key, entry) -> {
                    if (!(entry.value() instanceof Tree.Sequence values)
                            || values.items().isEmpty()) {
                        throw new UserError(
                                entry.value().location(),
                                section.path("grid." + key) + ": found "
                                        + entry.value().description() + ", allowed is a list of values");
                    }
                    checkNumber(
                            "ablation.grid",
                            (long) combinations.size() * values.items().size(),
                            "combinations",
                            entry.key());
                    List<Variant> longer = new ArrayList<>();
                    for (Variant before : combinations) {
                        for (Tree value : values.items()) {
                            List<String> overrides = new ArrayList<>(before.overrides());
                            overrides.add(override(key, entry.key(), value, true));
                            String part = folderName(key.substring(key.lastIndexOf('.') + 1)) + "="
                                    + folderName(value.flow());
                            longer.add(new Variant(
                                    before.name().isEmpty() ? part : before.name() + "," + part, overrides));
                        }
                    }
                    combinations.clear();
                    combinations.addAll(longer);
                });
        if (combinations.get(0).overrides().isEmpty()) {
            return List.of();
        }
        combinations.forEach(variant -> checked(variant.name(), section.location()));
        return combinations;
    }

    /** A value, or the last part of a key, as a part of a folder's name. */
    private static String folderName(String text) {
        return text.equals("~")
                ? "none"
                : text.replaceAll("^[^A-Za-z0-9._+-]+|[^A-Za-z0-9_+-]+$", "").replaceAll("[^A-Za-z0-9._+-]+", "-");
    }

    /** Folds with their seeds; the experiment's own seed where none is given. */
    private List<Repetition> repetitions(String experimentSeed) {
        List<?> seeds = section.find("seeds").isEmpty() ? List.of(experimentSeed) : (List<?>) section.value("seeds");
        long folds = section.find("folds").isEmpty() ? 0 : (Long) section.value("folds");
        checkNumber("ablation", seeds.size() * Math.max(1, folds), "seeds and folds", section.location());
        List<Repetition> repetitions = new ArrayList<>();
        for (long fold = 0; fold < Math.max(1, folds); fold++) {
            for (Object seed : seeds) {
                List<String> overrides = new ArrayList<>(List.of("seed=" + seed));
                if (folds > 0) {
                    overrides.add("data.split.folds=" + folds);
                    overrides.add("data.split.fold=" + fold);
                }
                repetitions.add(new Repetition("seed " + seed + (folds > 0 ? ", fold " + fold : ""), overrides));
            }
        }
        if (repetitions.stream().distinct().count() < repetitions.size()) {
            throw new UserError(
                    section.find("seeds").map(Tree::location).orElse(section.location()),
                    "ablation.seeds: a seed stands twice");
        }
        return repetitions;
    }
}
