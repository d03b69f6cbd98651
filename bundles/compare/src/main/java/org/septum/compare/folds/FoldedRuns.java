// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.folds;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.septum.api.UserError;
import org.septum.api.ablation.TaskState;
import org.septum.common.text.Words;
import org.septum.compare.ablation.Ledger;
import org.septum.compare.read.RunFolder;
import org.septum.services.ablation.AblationRunner.Training;

/**
 * The finished runs of one cross-validation.
 *
 * @param name the variant, and the seed where there are several
 * @param byFold the run that was tested on each fold
 * @param folds how many there are to be
 */
record FoldedRuns(String name, SortedMap<Integer, RunFolder> byFold, int folds) {

    private static final String FOLD = "data.split.fold";
    private static final String FOLDS = "data.split.folds";

    /**
     * The cross-validations of an ablation.
     *
     * @param variant the only one that is looked at; empty for all
     * @param withoutMissing whether folds that have not finished are left out instead of refused
     * @param notes receives what was left out
     * @throws UserError if the folder has no ablation with folds, or one of the folds has not finished
     */
    static List<FoldedRuns> of(Path folder, Optional<String> variant, boolean withoutMissing, List<String> notes) {
        if (!Ledger.isIn(folder)) {
            throw new UserError(
                    folder + ": there is no ablation.json in this folder; name the folder of an ablation, for"
                            + " example runs/NAME, or its runs one by one");
        }
        Ledger ledger = Ledger.read(folder);
        List<String> variants =
                ledger.trainings().stream().map(Training::variant).distinct().toList();
        variant.filter(name -> !variants.contains(name)).ifPresent(name -> {
            throw new UserError(
                    folder + ": the ablation has no variant '" + name + "', but " + String.join(", ", variants));
        });
        Map<String, FoldedRuns> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (Training training : ledger.trainings()) {
            if (variant.isEmpty() || variant.get().equals(training.variant())) {
                add(training, found, missing);
            }
        }
        if (!missing.isEmpty() && !withoutMissing) {
            throw new UserError(folder + ": " + Words.count(missing.size(), "training") + " of the ablation "
                    + (missing.size() == 1 ? "has" : "have") + " not finished: " + String.join("; ", missing)
                    + ". 'septum ablate' trains what is missing; --without-missing goes on with the others");
        }
        missing.forEach(which -> notes.add("left out: " + which));
        if (found.isEmpty()) {
            throw new UserError(folder + ": the ablation has no finished run");
        }
        found.values().forEach(runs -> runs.requireFolds(folder, withoutMissing, notes));
        return List.copyOf(found.values());
    }

    private static void add(Training training, Map<String, FoldedRuns> found, List<String> missing) {
        String what = training.variant() + ", " + training.repetition();
        if (!RunFolder.isRun(training.directory())) {
            boolean gone = training.state() == TaskState.FINISHED;
            missing.add(what + " (" + (gone ? "its run is not there any more" : training.state()) + ")");
            return;
        }
        RunFolder run = RunFolder.read(training.directory(), training.variant());
        if (!run.finished()) {
            missing.add(what + " (" + run.status() + ")");
            return;
        }
        int fold = number(run, FOLD);
        FoldedRuns runs = found.computeIfAbsent(
                training.variant() + ", seed " + run.seed(),
                name -> new FoldedRuns(name, new TreeMap<>(), number(run, FOLDS)));
        runs.byFold.put(fold, run);
    }

    private static int number(RunFolder run, String key) {
        String text = run.settings().getOrDefault(key, "");
        if (!text.matches("\\d{1,6}")) {
            throw new UserError(
                    run.path() + ": this run has no " + key + ": it is no fold of a cross-validation; give the"
                            + " ablation 'folds: 5', and the experiment data.split {type: k-fold, fold: 0}");
        }
        return Integer.parseInt(text);
    }

    private void requireFolds(Path folder, boolean withoutMissing, List<String> notes) {
        List<String> missing = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            if (!byFold.containsKey(fold)) {
                missing.add(Integer.toString(fold));
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        String what = name + ": of " + folds + " folds there is no " + String.join(", ", missing);
        if (!withoutMissing) {
            throw new UserError(folder + ": " + what + "; give the ablation 'folds: " + folds
                    + "' and train what is missing, or go on without with --without-missing");
        }
        notes.add(what + ": cases of these folds have no score");
    }
}
