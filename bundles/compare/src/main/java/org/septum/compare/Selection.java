// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.septum.api.UserError;
import org.septum.api.ablation.AblationRunner.Entry;
import org.septum.compare.ablation.Ledger;
import org.septum.compare.read.RunFolder;

/**
 * The runs that paths on the command line name.
 *
 * @param runs finished ones, each once
 * @param baseline that of an ablation's ledger, where there is one
 * @param notes what was left out
 */
record Selection(List<RunFolder> runs, Optional<String> baseline, List<String> notes) {

    /**
     * A folder with an ablation's ledger stands for the runs of the ablation, any other for all runs in it or below.
     *
     * @throws UserError if a path names no run, or none has finished
     */
    static Selection of(List<Path> paths) {
        Map<Path, RunFolder> found = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        Optional<String> baseline = Optional.empty();
        for (Path path : paths) {
            Collection<RunFolder> runs;
            if (Ledger.isIn(path)) {
                Ledger ledger = Ledger.read(path);
                baseline = baseline.or(() -> Optional.of(ledger.baseline()));
                runs = complete(ledger, notes);
            } else {
                runs = RunFolder.isRun(path) ? List.of(RunFolder.read(path)) : RunFolder.find(path);
            }
            runs.forEach(run -> found.putIfAbsent(run.path().toAbsolutePath().normalize(), run));
        }
        List<RunFolder> finished = new ArrayList<>();
        for (RunFolder run : found.values()) {
            if (run.finished()) {
                finished.add(run);
            } else {
                notes.add("left out: " + run.path() + " (" + run.status() + ")");
            }
        }
        if (finished.isEmpty()) {
            throw new UserError(
                    "there is no finished run to compare" + (notes.isEmpty() ? "" : ": ") + String.join("; ", notes));
        }
        Optional<String> known = baseline.filter(
                name -> finished.stream().anyMatch(run -> run.variant().equals(name)));
        return new Selection(finished, known, notes);
    }

    /** The runs of those repetitions of an ablation that all variants have finished, if there are any. */
    private static List<RunFolder> complete(Ledger ledger, List<String> notes) {
        Map<Entry, RunFolder> runs = new LinkedHashMap<>();
        Set<String> incomplete = new LinkedHashSet<>();
        for (Entry entry : ledger.entries()) {
            if (RunFolder.isRun(entry.directory())) {
                RunFolder run = RunFolder.read(entry.directory(), entry.variant());
                if (run.finished()) {
                    runs.put(entry, run);
                }
            }
            if (!runs.containsKey(entry)) {
                incomplete.add(entry.repetition());
                notes.add("not finished: " + entry.variant() + ", " + entry.repetition() + " (" + entry.state() + ")");
            }
        }
        List<RunFolder> complete = runs.entrySet().stream()
                .filter(run -> !incomplete.contains(run.getKey().repetition()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toList());
        if (complete.isEmpty()) {
            return List.copyOf(runs.values());
        }
        if (!incomplete.isEmpty()) {
            notes.add("left out, because not every variant has finished: " + String.join("; ", incomplete));
        }
        return complete;
    }
}
