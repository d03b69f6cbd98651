// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.septum.api.Printable;
import org.septum.cli.command.AcceptChanges;
import org.septum.cli.command.Failures;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.terminal.LoadingProgress;
import org.septum.common.text.Words;
import org.septum.services.run.Runner;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum predict}. */
@Command(
        name = "predict",
        description = "Segment images with a run's model.",
        footer = {
            "",
            "A mask has the shape, spacing and orientation of its image: NIfTI in, NIfTI out; pictures in, PNG out, which "
                    + "lies on the picture as viewers show it, turned as its orientation tag says. A class is stored as "
                    + "the number that the masks of the training data have for it. Where they have none, it is counted "
                    + "from the background at 0, and spread over the grey levels in PNG files.",
            "",
            "Nothing is written if a result would replace an image or another result. Images of one name, such as x.png "
                    + "and x.jpg, keep the ending in the names of their masks. Of a folder, images that cannot be read are "
                    + "listed at the end, and the exit code is 4.",
            "",
            "Example: septum predict runs/acdc/base/seed-1-0a1b2c3d heart.nii.gz -o masks"
        })
public final class PredictCommand extends SeptumCommand {

    @Parameters(
            paramLabel = "RUN... INPUT",
            hideParamSyntax = true,
            arity = "1..*",
            description =
                    "The run's folder, or an ensemble's, or several runs', which are made an ensemble first; and at the "
                            + "end an image, or a folder of images.")
    private List<Path> paths;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            required = true,
            description = "A file for the mask of a single image, or a folder.")
    private Path output;

    @Option(names = "--probabilities", description = "Also write the probabilities of each foreground class.")
    private boolean probabilities;

    @Option(
            names = "--overlays",
            description = "Also write a PNG picture of each slice with its classes laid over the image.")
    private boolean overlays;

    @Option(names = "--flip", description = "Average the logits over the image and its three mirror images.")
    private boolean flip;

    @Option(
            names = "--checkpoint",
            paramLabel = "NAME",
            description = "The checkpoint, for example last. Default: the one the run tested")
    private Optional<String> checkpoint;

    @Mixin
    private PostProcessingChoice postProcessing;

    @Mixin
    private AcceptChanges changes;

    @Override
    public Integer call() {
        if (paths.size() < 2) {
            throw usage("found only " + paths.get(0) + "; name a run and, at the end, an image or a folder of images");
        }
        Path input = paths.get(paths.size() - 1);
        Path run =
                EnsembleFolder.of(paths.subList(0, paths.size() - 1), services.runner(), changes.policy(), this::tell);
        Runner.PredictionRequest request = new Runner.PredictionRequest(
                run, input, output, checkpoint, probabilities, overlays, flip, postProcessing.applied());
        Runner.Prediction prediction;
        try (LoadingProgress progress = new LoadingProgress(err())) {
            prediction = services.runner()
                    .predict(
                            request,
                            changes.policy(),
                            (image, pieces, all) -> progress.done(Printable.line(image) + " predicted", pieces, all));
        }
        prediction.written().stream()
                .map(file -> Printable.line(file.toString()))
                .forEach(out()::println);
        prediction.notes().forEach(note -> tell(Printable.line(note)));
        List<String> failures = prediction.failures();
        if (failures.isEmpty()) {
            return ExitCode.OK;
        }
        tell(Words.count(failures.size(), "file") + " could not be segmented; the others are done");
        failures.forEach(failure -> err().println("  - " + failure.replace("\n", "\n    ")));
        return Failures.RUN;
    }
}
