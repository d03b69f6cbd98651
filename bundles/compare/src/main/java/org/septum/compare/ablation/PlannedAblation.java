// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.services.ablation.Ablation;
import org.septum.services.ablation.AblationRunner.Changed;
import org.septum.services.ablation.AblationRunner.Overview;
import org.septum.services.ablation.AblationRunner.Request;
import org.septum.services.ablation.AblationRunner.Training;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.run.RunChanges;
import org.septum.services.run.RunChanges.Changes;

/** An ablation with every variant of every repetition resolved, and its runs compared with what they would be made from. */
final class PlannedAblation {

    private static final int MOST_LISTED = 20;
    private static final int MOST_RUNS = 3;

    final Ablation ablation;
    final List<PlannedRun> runs = new ArrayList<>();
    final Path folder;
    final String name;
    final List<String> executorOptions;
    private final Changed changed;
    private final Set<String> notes = new LinkedHashSet<>();
    /** The runs' names by what is other now. */
    private final Map<String, List<String>> differing = new LinkedHashMap<>();

    /**
     * @throws UserError if the experiment or one of its variants is wrong
     */
    PlannedAblation(ExperimentReader reader, RunChanges changes, Request request) {
        changed = request.changed();
        executorOptions = request.executorOptions();
        ablation = reader.ablation(request.experiment(), request.overrides());
        Experiment base = reader.read(request.experiment(), request.overrides());
        name = base.name();
        folder = request.runs().resolve(name);
        // Repetition by repetition: when time runs out, all variants have been trained with the same seeds.
        for (Ablation.Repetition repetition : ablation.repetitions()) {
            Map<String, String> variantOf = new HashMap<>();
            for (Ablation.Variant variant : ablation.variants()) {
                Experiment experiment = read(reader, request, variant, repetition);
                PlannedRun run = PlannedRun.of(variant.name(), repetition.name(), experiment, folder);
                String same = variantOf.putIfAbsent(run.address().hash(), variant.name());
                if (same == null) {
                    runs.add(run);
                } else if (repetition.equals(ablation.repetitions().get(0))) {
                    notes.add("'" + variant.name() + "' is the same experiment as '" + same + "' and is left out");
                }
            }
        }
        compare(changes);
    }

    private static Experiment read(
            ExperimentReader reader, Request request, Ablation.Variant variant, Ablation.Repetition repetition) {
        List<String> overrides = new ArrayList<>(request.overrides());
        overrides.addAll(variant.overrides());
        overrides.addAll(repetition.overrides());
        try {
            return reader.read(request.experiment(), overrides);
        } catch (UserError e) {
            throw new UserError(
                    "variant '" + variant.name() + "', " + repetition.name() + ": " + String.join("; ", e.problems()),
                    e);
        }
    }

    /** Other builds are noted alone: whether that matters is for the user to say. */
    private void compare(RunChanges changes) {
        Set<String> builds = new TreeSet<>();
        int otherBuilds = 0;
        for (int i = 0; i < runs.size(); i++) {
            PlannedRun run = runs.get(i);
            if (!run.isTaken()) {
                continue;
            }
            Changes found = since(changes, run.directory());
            found.differences()
                    .forEach(line -> differing
                            .computeIfAbsent(line, key -> new ArrayList<>())
                            .add(run.name()));
            notes.addAll(found.notes());
            builds.addAll(found.otherBuilds());
            otherBuilds += found.otherBuilds().isEmpty() ? 0 : 1;
            runs.set(i, run.differing(found.differences(), changed));
        }
        if (otherBuilds > 0) {
            notes.add((otherBuilds == 1 ? "1 run was" : otherBuilds + " runs were") + " made with other builds of "
                    + String.join(", ", builds)
                    + " than are installed; to train such runs again, remove their folders");
        }
    }

    /** What keeps a run from being compared, data that are not there for example, is a difference as well. */
    private static Changes since(RunChanges changes, Path run) {
        try {
            return changes.since(run);
        } catch (UserError e) {
            return new Changes(
                    List.of("what the run was made from cannot be looked at: " + String.join("; ", e.problems())),
                    List.of(),
                    List.of());
        }
    }

    /** What is other now than runs recorded, each line with the runs. */
    private List<String> changes() {
        List<String> lines = new ArrayList<>();
        differing.forEach((line, names) -> {
            if (lines.size() < MOST_LISTED) {
                String more = names.size() > MOST_RUNS ? "; and " + (names.size() - MOST_RUNS) + " more" : "";
                lines.add(line + " (" + String.join("; ", names.subList(0, Math.min(MOST_RUNS, names.size()))) + more
                        + ")");
            }
        });
        if (differing.size() > MOST_LISTED) {
            lines.add("and " + (differing.size() - MOST_LISTED) + " more");
        }
        return lines;
    }

    /** The variables that the trainings read. */
    Set<String> environment() {
        Set<String> names = new TreeSet<>();
        runs.forEach(run -> names.addAll(run.experiment().environment()));
        return names;
    }

    /** What is kept in spite of changes, for every table. */
    List<String> accepted() {
        return changed == Changed.ACCEPTED ? changes() : List.of();
    }

    /**
     * @throws UserError if there are changes that the request refuses
     */
    void refuseChanges() {
        String refusal = refusal();
        if (!refusal.isEmpty()) {
            throw new UserError(refusal);
        }
    }

    private String refusal() {
        if (changed != Changed.REFUSED || differing.isEmpty()) {
            return "";
        }
        long count = runs.stream().filter(run -> !run.differences().isEmpty()).count();
        return folder + ": " + (count == 1 ? "1 run was" : count + " runs were")
                + " made from something else than is there now:\n  - "
                + String.join("\n  - ", changes())
                + "\n  Put back what was there, or train such runs again with --retrain-changed (their folders are replaced),"
                + " or keep them with --accept-changes; every table then says so.";
    }

    /** How all trainings stand on the disk. */
    Overview overview() {
        return overview(runs.stream().map(PlannedRun::training).toList());
    }

    Overview overview(List<Training> trainings) {
        return new Overview(
                name, ablation.baseline(), folder, List.copyOf(trainings), changes(), refusal(), List.copyOf(notes));
    }
}
