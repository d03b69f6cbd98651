// SPDX-License-Identifier: Apache-2.0
package org.septum.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.septum.api.Printable;
import org.septum.api.UserError;
import org.septum.common.run.RunFolders;
import org.septum.common.text.ShellWord;
import org.septum.compare.ablation.Ledger;
import org.septum.compare.read.CaseTable;
import org.septum.compare.read.RunFolder;
import org.septum.services.ablation.AblationRunner.Training;

/**
 * The runs that paths on the command line name.
 *
 * @param runs finished ones, each once, with their scores by case
 * @param baseline that of an ablation's ledger, where there is one
 * @param acceptedChanges what an ablation's user accepted: that runs were made from something else than was there later
 * @param notes what was left out
 */
record Selection(
        Map<RunFolder, CaseTable> runs, Optional<String> baseline, List<String> acceptedChanges, List<String> notes) {

    /**
     * A folder with an ablation's ledger stands for the runs of the ablation, any other for all runs in it or below.
     *
     * @throws UserError if a path names no run, or not two of them have finished
     */
    static Selection of(List<Path> paths) {
        Map<Path, RunFolder> found = new LinkedHashMap<>();
        Set<Path> named = new HashSet<>();
        List<String> notes = new ArrayList<>();
        List<String> accepted = new ArrayList<>();
        Optional<String> baseline = Optional.empty();
        for (Path path : paths) {
            Collection<RunFolder> runs;
            if (Ledger.isIn(path)) {
                Ledger ledger = Ledger.read(path);
                baseline = baseline.or(() -> Optional.of(ledger.baseline()));
                accepted.addAll(ledger.acceptedChanges());
                runs = complete(ledger, notes);
            } else if (RunFolders.isRun(path)) {
                named.add(key(path));
                runs = List.of(RunFolder.read(path));
            } else {
                RunFolder.Found below = RunFolder.find(path);
                below.damaged().forEach((folder, what) -> notes.add(leftOut(folder, what)));
                below.ensembles()
                        .forEach(ensemble -> notes.add(leftOut(
                                ensemble,
                                "an ensemble that has not been evaluated: 'septum evaluate " + ShellWord.of(ensemble)
                                        + "' scores it")));
                runs = below.runs();
            }
            runs.forEach(run -> found.putIfAbsent(key(run.path()), run));
        }
        Map<RunFolder, CaseTable> finished = new LinkedHashMap<>();
        found.forEach((key, run) -> {
            if (!run.finished()) {
                notes.add(leftOut(run.path(), run.status()));
                return;
            }
            try {
                finished.put(run, run.cases());
            } catch (UserError e) {
                // One of many must not hide the others; one that was asked for by its name must not be missing.
                if (named.contains(key)) {
                    throw e;
                }
                notes.add(leftOut(run.path(), e.getMessage()));
            }
        });
        if (finished.isEmpty()) {
            throw new UserError(
                    "there is no finished run to compare" + (notes.isEmpty() ? "" : ": ") + String.join("; ", notes));
        }
        if (finished.size() == 1) {
            RunFolder only = finished.keySet().iterator().next();
            throw new UserError("there is only one finished run to compare, " + only.path()
                    + (found.size() == 1 && paths.size() > 1 ? ", named " + paths.size() + " times" : "")
                    + "; give two or more" + (notes.isEmpty() ? "" : "\n  " + String.join("\n  ", notes)));
        }
        Optional<String> known = baseline.filter(
                name -> finished.keySet().stream().anyMatch(run -> run.variant().equals(name)));
        return new Selection(finished, known, accepted, notes);
    }

    private static Path key(Path run) {
        return run.toAbsolutePath().normalize();
    }

    private static String leftOut(Path run, String why) {
        return "left out: " + (why.startsWith(Printable.line(run.toString())) ? why : run + " (" + why + ")");
    }

    /** The runs of those repetitions of an ablation that all variants have finished, if there are any. */
    private static List<RunFolder> complete(Ledger ledger, List<String> notes) {
        Map<Training, RunFolder> runs = new LinkedHashMap<>();
        Set<String> incomplete = new LinkedHashSet<>();
        for (Training training : ledger.trainings()) {
            String why = training.state().toString();
            try {
                if (RunFolder.isRun(training.directory())) {
                    RunFolder run = RunFolder.read(training.directory(), training.variant());
                    if (run.finished()) {
                        runs.put(training, run);
                    } else {
                        why = run.status();
                    }
                }
            } catch (UserError e) {
                why = e.getMessage();
            }
            if (!runs.containsKey(training)) {
                incomplete.add(training.repetition());
                notes.add("not finished: " + training.variant() + ", " + training.repetition() + " (" + why + ")");
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
