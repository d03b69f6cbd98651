// SPDX-License-Identifier: Apache-2.0
package org.septum.services.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.CaseValue;
import org.septum.services.data.DataInspector;
import org.septum.services.experiment.Problems;

/** Trains, validates, tests and records experiments. */
@ProviderType
public interface Runner {

    /**
     * How a run ended.
     *
     * @param directory the run directory
     * @param interrupted true if it was stopped by the user and can be resumed
     */
    record Outcome(Path directory, boolean interrupted) {}

    /**
     * Where a resumed run goes on.
     *
     * @param status how it stood until now: killed, interrupted, or failed
     * @param epoch the epoch that is trained next, counted from 1; more than {@code epochs} if only the test is left
     * @param epochs all epochs
     * @param stepsDone the steps of that epoch that are done
     * @param stepsPerEpoch the steps of an epoch
     */
    record ResumePoint(String status, int epoch, int epochs, int stepsDone, int stepsPerEpoch) {}

    /**
     * What to evaluate.
     *
     * @param run the run directory, or an ensemble's
     * @param data the root of other data of the same dataset type, all of which is scored; empty for the run's own data
     * @param part the one to score; the test where {@code data} is given
     * @param checkpoint a checkpoint's name; empty for the one that the run tested
     * @param flip whether to average over mirror images
     * @param postProcessing whether what was learnt of post-processing is applied
     */
    record EvaluationRequest(
            Path run,
            Optional<Path> data,
            Part part,
            Optional<String> checkpoint,
            boolean flip,
            boolean postProcessing) {}

    /**
     * What to segment.
     *
     * @param run the run directory, or an ensemble's
     * @param input an image, or a folder of images
     * @param output a file for a single image, or a folder
     * @param checkpoint a checkpoint's name; empty for the one that the run tested
     * @param probabilities whether to write each foreground class's probabilities as well
     * @param overlays whether to write a picture of each slice with its classes laid over it as well
     * @param flip whether to average over mirror images
     * @param postProcessing whether what was learnt of post-processing is applied
     */
    record PredictionRequest(
            Path run,
            Path input,
            Path output,
            Optional<String> checkpoint,
            boolean probabilities,
            boolean overlays,
            boolean flip,
            boolean postProcessing) {}

    /**
     * Which runs are to predict together.
     *
     * @param runs finished ones, two or more, each counting alike
     * @param folds whether they are the folds of one cross-validation: then the post-processing that their experiment asks for is
     *     learnt from what each predicts for the cases that it has not seen
     * @param average what of their predictions is averaged: logits or probabilities
     * @param folder of the ensemble; made if it is missing
     */
    record EnsembleRequest(List<Path> runs, boolean folds, String average, Path folder) {}

    /**
     * Scores of the same cases, each by the model that has not seen it.
     *
     * @param without post-processing
     * @param with the steps that are kept
     */
    record Rescored(List<CaseValue> without, List<CaseValue> with) {}

    /**
     * What came of a request.
     *
     * @param written the files, in order
     * @param notes what to know of them, each in a sentence: which files of the folder were not taken, for example
     * @param failures the images of the folder that could not be segmented, and why
     */
    record Prediction(List<Path> written, List<String> notes, List<String> failures) {}

    /** Is told how far the prediction of an image is. */
    interface PredictionProgress {

        /** For whom it does not matter. */
        PredictionProgress UNWATCHED = (image, pieces, all) -> {};

        /**
         * Called after each batch.
         *
         * @param image the file's name
         * @param pieces how many of its slices, or of the tiles of its slices, are predicted
         * @param all how many there are
         */
        void predicted(String image, int pieces, int all);
    }

    /**
     * What a check has found where nothing is wrong.
     *
     * @param facts a few lines on what would be run
     * @param hints what may not be meant as it is, a sentence each
     */
    record Checked(String facts, List<String> hints) {}

    /**
     * Checks everything that can be checked before training: the components, the data, the splits, the shapes of the whole
     * graph, and whether they go together.
     *
     * @param progress told of each sample that is read
     * @throws org.septum.api.UserError with all that is wrong
     */
    Checked check(Experiment experiment, DataInspector.Progress progress);

    /**
     * Checks the trainings of an ablation, as far as that needs none of their samples.
     *
     * @param variants by name
     * @param problems of the experiment itself, which are not told again; receives those of the variants
     * @return hints as in {@link Checked}
     */
    List<String> checkVariants(Map<String, Experiment> variants, Problems problems);

    /**
     * Runs an experiment.
     *
     * @param runs the folder of all runs
     * @param variant names the folder between the experiment's and the run's own: the variant of an ablation, or base
     * @param overwrite whether a finished run of the same experiment is replaced
     * @param progress told of each sample that is read before the training
     * @throws org.septum.api.UserError if the data are wrong, or such a run is already there
     * @throws org.septum.api.RunFailure if training cannot go on
     */
    Outcome run(Experiment experiment, Path runs, String variant, boolean overwrite, DataInspector.Progress progress);

    /**
     * Goes on with a run that was interrupted, was killed or has failed. Its division of the data is that of its record.
     *
     * @param settings {@code key.path=value} texts that change no result: threads, reports, how often the state is saved,
     *     and where the data lie
     * @param changes what happens where the data, the experiment or the split are no longer what the run began with
     * @param told is told where it goes on, before it does
     * @param progress told of each sample that is read before that
     * @throws org.septum.api.UserError if there is nothing to resume, the saved state is damaged, another process is at work
     *     on the run, a setting would change its result, or something has changed and that is not accepted
     */
    Outcome resume(
            Path run,
            List<String> settings,
            ChangePolicy changes,
            Consumer<ResumePoint> told,
            DataInspector.Progress progress);

    /**
     * Scores a run's model again and reports it as the run did. A part is what the run's record says it is.
     *
     * @param changes what happens where the experiment, the checkpoint or the part's data are no longer what the run had
     * @return the folder with the reports; an earlier evaluation of the same request is replaced
     * @throws org.septum.api.UserError if there is no such run, checkpoint or data, or something has changed and that is not
     *     accepted
     */
    Path evaluate(EvaluationRequest request, ChangePolicy changes);

    /**
     * Segments images with a run's model. One image of a folder that cannot be read does not stop the others.
     *
     * @param changes what happens where the experiment or the checkpoint are no longer what the run had
     * @param progress told how far it is
     * @throws org.septum.api.UserError if there is no such run or checkpoint, a single image cannot be read, a result would
     *     replace an image or another result, or something has changed and that is not accepted; then nothing is written
     */
    Prediction predict(PredictionRequest request, ChangePolicy changes, PredictionProgress progress);

    /**
     * Makes an ensemble of finished runs: a folder of its own that names them, and that {@link #evaluate} and {@link #predict}
     * take in place of a run's.
     *
     * @param changes what happens where a run's experiment or checkpoint are no longer what the run had
     * @return the scores of the folds' cases without and with post-processing; empty where none was learnt and kept
     * @throws org.septum.api.UserError if one of them has not finished, is named twice, decides between other classes than the
     *     first or has changed, or if something else is in the folder
     */
    Optional<Rescored> ensemble(EnsembleRequest request, ChangePolicy changes);
}
