// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.AcceptChanges;
import org.septum.cli.command.SeptumCommand;
import org.septum.common.run.RunFiles;
import org.septum.services.run.Runner;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum evaluate}. */
@Command(
        name = "evaluate",
        description = "Score a run's model again: on another part of its data, on other data, or with mirror images.",
        footer = {
            "",
            "Reports go to RUN/evaluations. Predictions are taken back to the images' own pixels before scoring, unless "
                    + "the experiment says evaluation.resolution: grid.",
            "",
            "A part is what the run's record says it is. Data that changed since the run was made are named and refused, "
                    + "unless --accept-changes is given; patients that the run does not know are named and left out.",
            "",
            "An ensemble is scored on other data, or on what of its first member's part no member was trained or validated on. "
                    + "Its reports are in the ensemble's folder.",
            "",
            "Example: septum evaluate runs/quickstart/base/seed-1-0a1b2c3d --data DIR"
        })
public final class EvaluateCommand extends SeptumCommand {

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "The run's folder, or an ensemble's; several runs are made an ensemble first.")
    private List<Path> runs;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The root of other data of the same kind, all of which is scored. Default: the run's own data")
    private Optional<Path> data;

    @Option(
            names = "--part",
            paramLabel = "PART",
            defaultValue = "test",
            description = "train, validation or test, as the run divided its data. Default: ${DEFAULT-VALUE}")
    private Part part;

    @Option(
            names = "--checkpoint",
            paramLabel = "NAME",
            description = "The checkpoint, for example last. Default: the one the run tested")
    private Optional<String> checkpoint;

    @Option(names = "--flip", description = "Average the logits over the image and its three mirror images.")
    private boolean flip;

    @Mixin
    private PostProcessingChoice postProcessing;

    @Mixin
    private AcceptChanges changes;

    @Override
    public Integer call() {
        if (data.isPresent() && part != Part.TEST) {
            throw usage("--data scores all of the data as a test; leave --part out");
        }
        Path run = EnsembleFolder.of(runs, services.runner(), changes.policy(), this::tell);
        Path folder = services.runner()
                .evaluate(
                        new Runner.EvaluationRequest(run, data, part, checkpoint, flip, postProcessing.applied()),
                        changes.policy());
        if (EnsembleFolder.is(run)) {
            out().println(folder);
            return ExitCode.OK;
        }
        Experiment experiment = services.reader().recorded(run.resolve(RunFiles.EXPERIMENT), List.of());
        new RunEnd(out(), err()).name(experiment, folder);
        return ExitCode.OK;
    }
}
