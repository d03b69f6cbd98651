// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.Printable;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.command.StartCommand;
import org.septum.cli.terminal.LoadingProgress;
import org.septum.common.files.AtomicFile;
import org.septum.common.text.ShellWord;
import org.septum.services.plan.Planner;
import org.septum.services.plan.Starter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum init}. */
@Command(
        name = "init",
        description = "Look at a folder of images and masks, and write an experiment for it that trains as it stands.",
        footer = {
            "",
            "It asks nothing. It recognizes ACDC's layout, nnU-Net's raw layout, NIfTI volumes with label files, pictures with "
                    + "masks, and what the dataset types of plugins recognize; how files are called it finds out. "
                    + "Each decision has its reason as a comment, and what the data do not say is marked CHECK: in the file "
                    + "and listed here.",
            "",
            "Example: septum init data/heart -o heart.yaml"
        })
public final class InitCommand extends SeptumCommand {

    @Parameters(paramLabel = "DATA", description = "The folder that holds images and masks, at any depth.")
    private Path data;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The experiment to write. Default: experiment.yaml")
    private Path output = Path.of("experiment.yaml");

    @Option(
            names = "--plan",
            description =
                    "Have size, spacing, network and training planned for this machine, as septum plan does; it reads "
                            + "every training image once.")
    private boolean plan;

    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    @Option(
            names = "--images",
            paramLabel = "PATTERN",
            description =
                    "How image files are called, from DATA on, with {id} for what an image and its mask share, for "
                            + "example images/{id}.png. Repeat it for channels in files of their own. Default: found out")
    private List<String> images = new ArrayList<>();

    @Option(
            names = "--masks",
            paramLabel = "PATTERN",
            description = "How files with labels are called, for example masks/{id}.png. Default: found out")
    private String masks;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "The dataset's type, where several recognize the folder; septum plugins datasets lists them.")
    private String type;

    @Override
    public Integer call() {
        checkedFile(output, force);
        Starter.Draft draft = draft();
        AtomicFile.write(output, draft.text());
        out().println(output);
        draft.found().forEach(line -> tell(Printable.line(line)));
        draft.checks().forEach(line -> tell(Starter.MARK + " " + Printable.line(line)));
        String septum = StartCommand.word();
        String file = ShellWord.of(output);
        tell("go on with:");
        err().println("  " + septum + " validate " + file);
        err().println("  " + septum + " data check " + file);
        err().println("  " + septum + " run " + file);
        return ExitCode.OK;
    }

    private Starter.Draft draft() {
        Starter.Wishes wishes = new Starter.Wishes(
                data, Optional.ofNullable(type), List.copyOf(images), Optional.ofNullable(masks), plan);
        try (LoadingProgress progress = new LoadingProgress(err())) {
            return services.starter().draft(wishes, new Planner.Watch() {
                @Override
                public void loaded(int samples, int all) {
                    progress.loaded(samples, all);
                }

                @Override
                public void tell(String line) {
                    InitCommand.this.tell(line);
                }
            });
        }
    }
}
