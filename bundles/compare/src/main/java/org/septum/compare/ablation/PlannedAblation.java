// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.septum.api.UserError;
import org.septum.api.ablation.Ablation;
import org.septum.api.ablation.AblationRunner.Entry;
import org.septum.api.ablation.AblationRunner.Plan;
import org.septum.api.ablation.AblationRunner.Request;
import org.septum.api.ablation.TaskState;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.ExperimentReader;
import org.septum.compare.read.Provenance;
import org.septum.compare.read.RunFolder;

/** An ablation with every variant of every repetition resolved. */
final class PlannedAblation {

    final Ablation ablation;
    final List<PlannedRun> runs = new ArrayList<>();
    final Path folder;
    final String name;
    private final InstalledBundles bundles;
    private final List<String> notes = new ArrayList<>();

    /**
     * @throws UserError if the experiment or one of its variants is wrong
     */
    PlannedAblation(ExperimentReader reader, InstalledBundles bundles, Request request) {
        this.bundles = bundles;
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
                String same = variantOf.putIfAbsent(run.hash(), variant.name());
                if (same == null) {
                    runs.add(run);
                } else if (repetition.equals(ablation.repetitions().get(0))) {
                    notes.add("'" + variant.name() + "' is the same experiment as '" + same + "' and is left out");
                }
            }
        }
    }

    private static Experiment read(
            ExperimentReader reader, Request request, Ablation.Variant variant, Ablation.Repetition repetition) {
        List<String> overrides = new ArrayList<>(request.overrides());
        overrides.addAll(variant.overrides());
        overrides.addAll(repetition.overrides());
        try {
            return reader.read(request.experiment(), overrides);
        } catch (UserError e) {
            throw new UserError("variant '" + variant.name() + "', " + repetition.name() + ": " + e.getMessage(), e);
        }
    }

    /** How all trainings stand on the disk. */
    Plan plan() {
        List<Entry> entries = runs.stream().map(PlannedRun::entry).toList();
        List<Provenance> finished = entries.stream()
                .filter(entry -> entry.state() == TaskState.FINISHED)
                .map(entry -> RunFolder.read(entry.directory()).provenance())
                .toList();
        noteOtherBundles(finished);
        return plan(entries);
    }

    /** Such runs are kept: whether the difference matters is for the user to say. */
    private void noteOtherBundles(List<Provenance> finished) {
        Set<String> others = new TreeSet<>();
        int runs = 0;
        for (Provenance provenance : finished) {
            List<String> names = bundles.otherThan(provenance);
            others.addAll(names);
            runs += names.isEmpty() ? 0 : 1;
        }
        if (runs > 0) {
            notes.add(runs + " finished runs were made with other builds of " + String.join(", ", others)
                    + " than are installed; remove their folders to train them again");
        }
    }

    Plan plan(List<Entry> entries) {
        return new Plan(name, ablation.baseline(), folder, List.copyOf(entries), notes);
    }
}
