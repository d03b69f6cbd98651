// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.septum.api.run.Runner;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code septum predict}. */
@Command(
        name = "predict",
        description = "Segment images with a run's model.",
        footer = {
            "",
            "A mask has the shape, spacing and orientation of its image: NIfTI in, NIfTI out; pictures in, PNG out. The "
                    + "value of a pixel is its class, counted from the background at 0; in PNG files the classes are "
                    + "spread over the grey levels.",
            "",
            "Example: septum predict runs/acdc-multiclass/base/seed-1-0a1b2c3d patient101_frame01.nii.gz -o masks"
        })
final class PredictCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", index = "0", description = "The run's folder.")
    private Path run;

    @Parameters(paramLabel = "INPUT", index = "1", description = "An image, or a folder of images.")
    private Path input;

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
    private String checkpoint;

    @Mixin
    private AcceptChanges changes;

    private final Services services;

    PredictCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        services.runner()
                .predict(
                        new Runner.PredictionRequest(
                                run, input, output, Optional.ofNullable(checkpoint), probabilities, overlays, flip),
                        changes.policy())
                .forEach(spec.commandLine().getOut()::println);
        return ExitCode.OK;
    }
}
