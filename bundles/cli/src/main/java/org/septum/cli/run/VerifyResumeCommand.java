// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.septum.api.RunFailure;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.command.TemporaryFolder;
import org.septum.cli.machine.DeviceCheck;
import org.septum.cli.terminal.TextTable;
import org.septum.common.text.Words;
import org.septum.services.run.ResumeVerifier.Group;
import org.septum.services.run.ResumeVerifier.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code septum verify-resume}. */
@Command(
        name = "verify-resume",
        description = "Test that stopping an experiment's run and resuming it changes nothing, to the last bit.",
        footer = {
            "",
            "Trains K + M steps at a stretch; then K steps, stops, goes on from the saved state with everything else made "
                    + "anew, and trains M steps. The SHA-256 of every array (weights, running statistics, optimizer slots, "
                    + "checkpoints), every loss, learning rate and score, and what the policies remember must be equal. "
                    + "Exit code 4 where they are not: then a component keeps something that it does not save.",
            "",
            "Example: septum verify-resume experiments/quickstart.yaml"
        })
public final class VerifyResumeCommand extends SeptumCommand {

    /** How many of the things that differ a message names. */
    private static final int NAMED = 5;

    private static final int DIGITS = 16;

    @Mixin
    private ExperimentArguments experiment;

    @Option(
            names = "--steps",
            paramLabel = "K",
            description =
                    "Steps before the stop. Default: one epoch and a half, or half an epoch where there are no more "
                            + "than two.")
    private Integer steps;

    @Option(
            names = "--then",
            paramLabel = "M",
            description = "Steps after the stop. Default: as many as an epoch has, or as are left.")
    private Integer then;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Save both runs in this folder and keep them. Default: a temporary folder, which is removed")
    private Path keep;

    @Override
    public Integer call() {
        OptionalInt before = positive("--steps", steps);
        OptionalInt after = positive("--then", then);
        Experiment read = experiment.read(services);
        if (services.devices().needsOtherJvm(read.runtime().device())) {
            return DeviceCheck.WANTS_CUDA;
        }
        try (TemporaryFolder temporary = keep == null ? TemporaryFolder.make() : null) {
            Path folder = temporary == null ? emptyFolder(keep) : temporary.path();
            Verification found = services.resumeVerifier().verify(read, before, after, folder);
            print(read, found);
            if (!found.identical()) {
                throw new RunFailure(difference(found));
            }
            return ExitCode.OK;
        }
    }

    private OptionalInt positive(String option, Integer value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        checkPositive(option, value);
        return OptionalInt.of(value);
    }

    private void print(Experiment read, Verification found) {
        out().println(read.name() + ", seed " + read.seed() + ": " + (found.steps() + found.then())
                + " steps at a stretch, and " + found.steps() + " steps, a stop, and " + found.then() + " more; "
                + found.stepsPerEpoch() + " steps in an epoch");
        out().println(found.compute());
        out().println();
        TextTable table = new TextTable(Set.of(1, 2), "COMPARED", "ITEMS", "DIFFERENT", "SHA-256");
        for (Group group : found.groups()) {
            table.add(
                    group.name(),
                    String.valueOf(group.items()),
                    String.valueOf(group.different().size()),
                    group.sha256().substring(0, DIGITS));
        }
        table.lines().forEach(out()::println);
        out().println();
        if (found.identical()) {
            out().println("identical to the last bit");
        }
        if (keep != null) {
            out().println("the runs are in " + keep);
        }
    }

    private static String difference(Verification found) {
        return "resuming changes the run: "
                + found.groups().stream()
                        .filter(group -> !group.different().isEmpty())
                        .map(VerifyResumeCommand::named)
                        .collect(Collectors.joining("; "));
    }

    private static String named(Group group) {
        return group.name() + " differ in " + Words.some(group.different(), NAMED);
    }

    private Path emptyFolder(Path folder) {
        try (Stream<Path> found = Files.list(Files.createDirectories(folder))) {
            if (found.findAny().isPresent()) {
                throw usage("--keep " + folder + ": this folder is not empty");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for the runs cannot be made: " + e.getMessage(), e);
        }
        return folder;
    }
}
