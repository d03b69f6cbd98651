// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.SeptumCommand;
import org.septum.common.files.AtomicFile;
import org.septum.services.data.ContactSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code septum data preview}. */
@Command(
        name = "preview",
        description = "Write a picture of training samples as the network gets them, plain and augmented.",
        footer = {
            "",
            "A row is a sample: first the image on the network's grid, then as augmented in the first epochs, with its "
                    + "labels outlined. Samples and augmentations depend on the experiment's seed alone. A row has one "
                    + "brightness scale, so that changes of intensity show.",
            "",
            "Example: septum data preview experiments/quickstart.yaml -o quickstart.png"
        })
final class DataPreviewCommand extends SeptumCommand {

    private static final int MOST_SAMPLES = 24;
    private static final int MOST_DRAWS = 12;

    @Mixin
    private ExperimentArguments experiment;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The PNG file. Default: NAME-preview.png, by the experiment's name")
    private Path output;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many samples, 1 to " + MOST_SAMPLES + ". Default: ${DEFAULT-VALUE}")
    private int samples;

    @Option(
            names = "--draws",
            paramLabel = "M",
            defaultValue = "4",
            description = "How many augmented pictures of each, 0 to " + MOST_DRAWS + ". Default: ${DEFAULT-VALUE}")
    private int draws;

    @Override
    public Integer call() {
        check("--samples", samples, 1, MOST_SAMPLES);
        check("--draws", draws, 0, MOST_DRAWS);
        if (output != null && !output.toString().endsWith(".png")) {
            throw usage("--output " + output + ": a name ending in .png is needed");
        }
        Experiment read = experiment.read(services);
        Path file = output != null ? output : Path.of(read.name() + "-preview.png");
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new UserError(file + ": there is no folder " + folder + "; make it first");
        }
        ContactSheet sheet = services.inspector().preview(read, samples, draws);
        byte[] png = services.painter().contactSheet(sheet);
        AtomicFile.write(file, out -> out.write(png));
        out().println(file);
        return ExitCode.OK;
    }

    private void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw usage(option + " " + value + ": " + least + " to " + most + " is needed");
        }
    }
}
