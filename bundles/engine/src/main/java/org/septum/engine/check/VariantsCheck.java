// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.septum.api.Arguments;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.Reporter;
import org.septum.common.run.RunFiles;
import org.septum.engine.sample.Division;
import org.septum.services.experiment.Problems;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;

/** Checks the trainings of an ablation: each by itself, as far as no samples are read, and what they need of one another. */
public final class VariantsCheck implements AutoCloseable {

    private final GraphCompiler compiler;
    private final Registry registry;
    private final Problems problems;
    /** Variants mostly have the same data; a dataset is opened once. */
    private final Map<String, Dataset> datasets = new HashMap<>();
    /** The groups that each training tests, by what it shares with its repetitions. */
    private final Map<String, Map<Long, Set<String>>> tested = new LinkedHashMap<>();

    /** @param problems of the experiment itself, which are not told again; more are added */
    public VariantsCheck(GraphCompiler compiler, Registry registry, Problems problems) {
        this.compiler = compiler;
        this.registry = registry;
        this.problems = problems;
    }

    /** Looks at each of them. */
    public void check(Map<String, Experiment> variants) {
        variants.forEach((name, experiment) -> {
            try {
                Division division = ExperimentCheck.require(experiment, compiler, dataset(experiment));
                Set<String> groups = division.parts().get(Part.TEST).stream()
                        .map(SampleInfo::group)
                        .collect(Collectors.toCollection(TreeSet::new));
                tested.computeIfAbsent(repeated(experiment), key -> new LinkedHashMap<>())
                        .put(experiment.seed(), groups);
            } catch (UserError e) {
                problems.add(name, e);
            }
            try {
                checkReporters(experiment);
            } catch (UserError e) {
                problems.add(name, e);
            }
        });
    }

    private Dataset dataset(Experiment experiment) {
        Component component = experiment.data().dataset();
        try {
            return datasets.computeIfAbsent(
                    component.name() + component.arguments().asMap(), key -> component.create(Dataset.class));
        } catch (UserError e) {
            throw ExperimentCheck.without(e, experiment, compiler);
        }
    }

    /** What is the same in all repetitions of a variant. */
    private static String repeated(Experiment experiment) {
        return experiment.resolved().replaceFirst("(?m)^seed: \\d+$", "");
    }

    private void checkReporters(Experiment experiment) {
        Set<String> missing = new LinkedHashSet<>(RunFiles.COMPARED);
        experiment.reporters().forEach(reporter -> missing.removeAll(files(reporter)));
        if (!missing.isEmpty()) {
            String writers = registry.components().stream()
                    .filter(entry -> entry.kind() == Kind.REPORTER && writes(entry, missing))
                    .map(Registry.Installed::type)
                    .distinct()
                    .collect(Collectors.joining(" or "));
            throw new UserError(
                    experiment.file() + ": the comparison of an ablation reads " + String.join(" and ", missing)
                            + ", which none of its reporters writes; add " + writers + " to report");
        }
    }

    private static Set<String> files(Component reporter) {
        return reporter.create(Reporter.class).files();
    }

    private static boolean writes(Registry.Installed entry, Set<String> missing) {
        for (Option option : entry.factory().options()) {
            if (option.necessity() == Option.Necessity.REQUIRED) {
                return false;
            }
        }
        Component byDefault = Component.of(
                Kind.REPORTER,
                entry.type(),
                entry.factory(),
                Arguments.of(entry.factory().options(), Map.of()));
        return files(byDefault).containsAll(missing);
    }

    /** What may not be meant: seeds that change which patients are tested, so that less is compared. */
    public List<String> hints() {
        for (Map<Long, Set<String>> ofSeeds : tested.values()) {
            if (new HashSet<>(ofSeeds.values()).size() > 1) {
                List<String> seeds = new ArrayList<>(
                        ofSeeds.keySet().stream().map(String::valueOf).toList());
                return List.of("ablation.seeds: the seeds " + String.join(", ", seeds)
                        + " also change which groups are tested; where they are to change the training alone, give the"
                        + " split a seed of its own: data.split.seed");
            }
        }
        return List.of();
    }

    @Override
    public void close() {
        datasets.values().forEach(Dataset::close);
    }
}
