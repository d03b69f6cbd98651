// SPDX-License-Identifier: Apache-2.0
package org.septum.services.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.report.CaseValue;

/** Reads recorded runs back and sets them side by side. */
@ProviderType
public interface RunComparison {

    /**
     * Which runs to list, and how.
     *
     * @param folder where to look, folders below it included
     * @param filters conditions such as {@code model.depth=3}, {@code status!=failed} or {@code test/structures/dice>0.9};
     *     a run must meet all of them
     * @param sort a setting or metric; numbers come with the largest first, texts in their order; empty for the folder's
     *     order
     * @param reverse turns the order round
     * @param shown further settings or metrics to show as columns
     */
    record Listing(Path folder, List<String> filters, Optional<String> sort, boolean reverse, List<String> shown) {}

    /**
     * What to compare.
     *
     * @param paths run folders, or folders with runs in them
     * @param baseline the variant that the others are compared with; empty for the ablation's own, for one called base or
     *     baseline, or else for the first
     * @param commonCases whether runs with different test cases are compared on those they share
     * @param acceptChanges whether runs are compared although the images or labels of their cases are others, or their
     *     experiment.yaml was edited after they were made
     * @param output where the files are written; empty for the folder {@code comparison} beside the runs
     * @param pictures whether the models predict the cases that changed most again, for pictures on the page; that takes
     *     the runs' data and checkpoints, and where they are not there the page goes without
     */
    record Request(
            List<Path> paths,
            Optional<String> baseline,
            boolean commonCases,
            boolean acceptChanges,
            Optional<Path> output,
            boolean pictures) {}

    /**
     * A comparison.
     *
     * @param tables for the terminal
     * @param warnings what a reader of the tables must know
     * @param files what was written
     */
    record Result(List<Table> tables, List<String> warnings, List<Path> files) {}

    /**
     * Lists runs.
     *
     * @throws org.septum.api.UserError if the folder is not there, or a filter names nothing that any run has
     */
    Table list(Listing listing);

    /**
     * What differs between two runs: their settings, and with what and on what they were made.
     *
     * @throws org.septum.api.UserError if one of them is no run folder
     */
    Table difference(Path first, Path second);

    /**
     * Compares runs case by case and writes the comparison as a page and as tables.
     *
     * @throws org.septum.api.UserError if the runs cannot be compared; the message says what differs
     */
    Result compare(Request request);

    /**
     * The cross-validated scores of one variant with one seed.
     *
     * @param name of variant and seed
     * @param runs the folders of its runs, fold after fold
     * @param table mean, interval over groups and number of cases of each score
     */
    record CrossValidated(String name, List<Path> runs, Table table) {}

    /**
     * What came of a cross-validation.
     *
     * @param warnings what a reader of the tables must know
     * @param write writes the scores of all cases, with the columns of a run's cases.csv, into the given folder below the
     *     ablation's, and gives the files
     */
    record Folds(List<CrossValidated> validated, List<String> warnings, Function<Path, List<Path>> write) {}

    /**
     * Puts the test scores of all folds of an ablation together: each case is scored by the model that has not seen it.
     *
     * @param ablation its folder
     * @param variant the only one that is looked at; empty for all
     * @param withoutMissing whether folds that have not finished are left out instead of refused
     * @throws org.septum.api.UserError if the folder holds no ablation with folds, one has not finished, or they overlap
     */
    Folds crossValidate(Path ablation, Optional<String> variant, boolean withoutMissing);

    /**
     * What post-processing changes in the scores of cases.
     *
     * @param table the means without and with it, and the difference with its interval over groups
     * @param write writes the scores of all cases with it, with the columns of a run's cases.csv, into the given folder below
     *     the ablation's, and gives the file
     */
    record PostProcessingEffect(Table table, Function<Path, Path> write) {}

    /**
     * Pairs the scores of the folds of an ablation without and with post-processing.
     *
     * @param ablation its folder
     * @param name of variant and seed
     */
    PostProcessingEffect effect(Path ablation, String name, List<CaseValue> without, List<CaseValue> with);
}
