// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.septum.api.Printable;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.terminal.Json;
import org.septum.cli.terminal.LoadingProgress;
import org.septum.common.files.AtomicFile;
import org.septum.common.text.ShellWord;
import org.septum.services.experiment.Problems;
import org.septum.services.plan.Planner;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code septum plan}. */
@Command(
        name = "plan",
        description =
                "Decide an experiment's grid, size, batch, network and training by its data, and write it with the reasons.",
        footer = {
            "",
            "Every sample of the training part is read once. From spacings and sizes come the patch, the levels and the batch by "
                    + "nnU-Net's rules for 2D. On 4 cores or fewer, a smaller network and a shorter training take the place "
                    + "of nnU-Net's, unless --nnunet asks for these; with --budget a few real steps are measured here, and "
                    + "channels, patch and passes are made to fit.",
            "What the planner does not decide stays as the experiment has it.",
            "",
            "Example: septum plan experiments/quickstart.yaml --budget 10m -o plan.yaml"
        })
public final class PlanCommand extends SeptumCommand {

    @Mixin
    private ExperimentArguments experiment;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the planned experiment to this file instead of the terminal.")
    private Path output;

    @Option(names = "--force", description = "Replace the file of -o if it is there.")
    private boolean force;

    @Option(
            names = "--fingerprint",
            paramLabel = "FILE",
            description = "Write what was measured of the data to this file, as JSON.")
    private Path fingerprint;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "Plan for this memory, for example 8GB, as nnU-Net counts it. Default: what this machine has free")
    private String memory;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "Make the training fit this time on this machine, for example 90m, 2h or 1d.")
    private String budget;

    @Option(
            names = "--cores",
            paramLabel = "COUNT",
            description = "Plan for so many processor cores. Default: this machine's")
    private Integer cores;

    @Option(names = "--nnunet", description = "Keep nnU-Net's plan and training, however few cores there are.")
    private boolean faithful;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "The network: plain (nnU-Net's U-Net; the default), or its residual encoders resenc-m, resenc-l, "
                            + "resenc-xl, planned for 8, 24 and 40 GB where --memory says nothing else.")
    private String preset = "plain";

    @Override
    public Integer call() {
        Planner.Wishes wishes = wishes();
        if (output != null) {
            checkedFile(output, force);
        }
        if (fingerprint != null && Files.isDirectory(fingerprint)) {
            throw new UserError("--fingerprint " + fingerprint + ": this is a folder; name the file to write");
        }
        if (Files.isDirectory(experiment.file)) {
            throw new UserError(experiment.file + ": this is a folder; an experiment's file is needed: septum init "
                    + ShellWord.of(experiment.file.toString())
                    + " --plan writes one for a folder of data, and plans it");
        }
        Experiment read = experiment.read(services);
        Planner.Plan plan = plan(read, wishes);
        String text = services.planner().text(plan, head());
        if (fingerprint != null) {
            AtomicFile.write(fingerprint, Json.pretty(FingerprintText.of(plan.fingerprint())) + "\n");
        }
        if (output == null) {
            out().print(text);
            out().flush();
        } else {
            AtomicFile.write(output, text);
            out().println(output);
        }
        if (!services.reader()
                .variants(experiment.file, experiment.overrides, new Problems())
                .isEmpty()) {
            tell("the ablation of " + experiment.file + " is not taken over: its variants are of another network");
        }
        plan.warnings().forEach(warning -> tell("look at this: " + Printable.line(warning)));
        return ExitCode.OK;
    }

    private Planner.Plan plan(Experiment read, Planner.Wishes wishes) {
        try (LoadingProgress progress = new LoadingProgress(err())) {
            return services.planner().plan(read, wishes, new Planner.Watch() {
                @Override
                public void loaded(int samples, int all) {
                    progress.loaded(samples, all);
                }

                @Override
                public void tell(String line) {
                    PlanCommand.this.tell(line);
                }
            });
        }
    }

    private List<String> head() {
        List<String> options = new ArrayList<>();
        options.addAll(memory == null ? List.of() : List.of("--memory", memory));
        options.addAll(budget == null ? List.of() : List.of("--budget", budget));
        options.addAll(cores == null ? List.of() : List.of("--cores", cores.toString()));
        options.addAll(faithful ? List.of("--nnunet") : List.of());
        options.addAll(preset.equals("plain") ? List.of() : List.of("--preset", preset));
        return List.of("Planned by septum plan " + experiment.file.getFileName()
                + (options.isEmpty() ? "" : " " + String.join(" ", options))
                + ". What has a comment was decided by the planner, the rest is the experiment's; every value can"
                + " be changed, and ablated.");
    }

    private Planner.Wishes wishes() {
        if (cores != null) {
            checkPositive("--cores", cores);
        }
        Planner.Preset chosen = preset();
        OptionalDouble gigabytes = memory != null
                ? OptionalDouble.of(gigabytes())
                : chosen.residual() ? OptionalDouble.of(chosen.gigabytes()) : OptionalDouble.empty();
        return new Planner.Wishes(
                chosen,
                gigabytes,
                budget == null ? Optional.empty() : Optional.of(duration()),
                cores == null ? OptionalInt.empty() : OptionalInt.of(cores),
                faithful);
    }

    private Planner.Preset preset() {
        for (Planner.Preset each : Planner.Preset.values()) {
            if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(preset)) {
                return each;
            }
        }
        throw usage("--preset " + preset + ": allowed are plain, resenc-m, resenc-l and resenc-xl");
    }

    private double gigabytes() {
        Quantity quantity = Quantity.of(memory);
        double unit = switch (quantity.unit().toUpperCase(Locale.ROOT)) {
            case "GB", "G" -> 1;
            case "MB", "M" -> 1.0 / 1024;
            case "TB", "T" -> 1024;
            default -> 0;
        };
        double gigabytes = unit * quantity.number();
        if (!(gigabytes > 0) || gigabytes > 1 << 20) {
            throw usage("--memory " + memory + ": a size above 0 is needed, for example 8GB or 512MB");
        }
        return gigabytes;
    }

    private Duration duration() {
        Quantity quantity = Quantity.of(budget);
        double unit = switch (quantity.unit()) {
            case "s" -> 1;
            case "m", "min" -> 60;
            case "h" -> 3600;
            case "d" -> 24 * 3600;
            default -> 0;
        };
        double seconds = unit * quantity.number();
        if (!(seconds >= 1) || seconds > 1e9) {
            throw usage("--budget " + budget + ": a time of at least a second is needed, for example 90m, 2h or 1d");
        }
        return Duration.ofSeconds(Math.round(seconds));
    }
}
