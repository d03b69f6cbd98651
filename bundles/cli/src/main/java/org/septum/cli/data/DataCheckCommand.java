// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.data;

import java.nio.file.Path;
import org.septum.api.Printable;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.Failures;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.terminal.LoadingProgress;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.OutputFolder;
import org.septum.common.files.OwnFolder;
import org.septum.services.data.DataSurvey;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code septum data check}. */
@Command(
        name = "check",
        description = "Load every sample once and tell what the data are, what is wrong and what looks odd.",
        footer = {
            "",
            "Wrong are files that cannot be read or do not fit together, and groups (patients) in several parts of the "
                    + "split; then the exit code is 2. Odd are, among others, empty masks, sizes, spacings and intensities "
                    + "far from those of the other volumes, and equal images in different groups. The page has pictures.",
            "",
            "Example: septum data check experiments/quickstart.yaml -o quickstart-data"
        })
final class DataCheckCommand extends SeptumCommand {

    private static final String FILE = "data.html";

    @Mixin
    private ExperimentArguments experiment;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The folder for the page " + FILE + ". Default: data-checks/NAME, by the experiment's name")
    private Path output;

    @Override
    public Integer call() {
        Experiment read = experiment.read(services);
        Path folder = output != null
                ? OutputFolder.make(output)
                : OwnFolder.ofWorkingFolder().make(Path.of("data-checks", read.name()));
        DataSurvey survey;
        try (LoadingProgress progress = new LoadingProgress(err())) {
            survey = services.inspector().survey(read, progress::loaded);
        }
        String page = services.dataPage().html(survey);
        AtomicFile.write(folder.resolve(FILE), page);
        new SurveyText(survey).lines().stream().map(Printable::message).forEach(out()::println);
        tell("pictures are in " + folder.resolve(FILE));
        return survey.isUsable() ? ExitCode.OK : Failures.INPUT;
    }
}
