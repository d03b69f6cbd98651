// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.ExperimentArguments;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.command.TemporaryFolder;
import org.septum.cli.machine.DeviceCheck;
import org.septum.cli.terminal.Json;
import org.septum.cli.terminal.TextTable;
import org.septum.services.measure.OperationTime;
import org.septum.services.measure.Profiler;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code septum profile}. */
@Command(
        name = "profile",
        description = "Train an experiment for a few steps and show where time and memory go.",
        footer = {
            "",
            "Times are medians. GFLOP/s counts the multiplications and additions of convolutions; PEAK is their share of "
                    + "what this machine reaches in one well-suited convolution, measured at the end. Nothing is recorded.",
            "",
            "With --checkpoints it measures instead what saving after each epoch adds, on the disk of a folder: rounds of "
                    + "some steps with a saving before them and without, in turn. Slow steps beside the writing count as well.",
            "",
            "Example: septum profile experiments/quickstart.yaml --set data.batch-size=2"
        })
public final class ProfileCommand extends SeptumCommand {

    private static final int STEPS = 10;
    private static final int MOST_STEPS = 100_000;
    private static final double MEGABYTE = 1 << 20;

    @Mixin
    private ExperimentArguments experiment;

    @Option(
            names = "--steps",
            paramLabel = "STEPS",
            description =
                    "Training steps to measure, after some to warm up. Default: 10; with --checkpoints, those of a "
                            + "minute")
    private Integer steps;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "Measure what saving costs on the disk of this folder; nothing stays in it.")
    private Path folder;

    @Option(names = "--json", description = "Print one line of JSON instead of tables.")
    private boolean json;

    @Override
    public Integer call() {
        if (steps != null && (steps < 1 || steps > MOST_STEPS)) {
            throw usage("--steps " + steps + ": a number from 1 to " + MOST_STEPS + " is needed");
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw usage("--checkpoints " + folder + ": there is no such folder");
        }
        Experiment read = experiment.read(services);
        if (services.devices().needsOtherJvm(read.runtime().device())) {
            return DeviceCheck.WANTS_CUDA;
        }
        if (folder != null) {
            Profiler.Saving saving = saving(read);
            out().println(json ? Json.of(SavingText.figures(saving)) : SavingText.of(saving));
            return ExitCode.OK;
        }
        Profiler.Profile profile = services.profiler().profile(read, steps == null ? STEPS : steps);
        if (json) {
            out().println(Json.of(figures(profile)));
        } else {
            print(profile);
        }
        return ExitCode.OK;
    }

    private Profiler.Saving saving(Experiment read) {
        try (TemporaryFolder temporary = TemporaryFolder.makeIn(folder)) {
            return services.profiler()
                    .saving(read, steps == null ? OptionalInt.empty() : OptionalInt.of(steps), temporary.path());
        }
    }

    private void print(Profiler.Profile profile) {
        out().println(profile.engine());
        out().println(String.format(
                Locale.ROOT,
                "%d steps of %d images: %.1f ms each; convolutions reach at best %.0f GFLOP/s; %d reorders and conversions",
                profile.steps(),
                profile.batch(),
                profile.step() * 1e3,
                profile.peakFlops() / 1e9,
                profile.moves()));
        out().println();
        phases(profile).lines().forEach(out()::println);
        out().println();
        operations(profile).lines().forEach(out()::println);
        out().println();
        memory(profile).lines().forEach(out()::println);
    }

    private static TextTable phases(Profiler.Profile profile) {
        TextTable table = new TextTable(Set.of(1, 2), "PHASE", "MS", "SHARE");
        profile.phases()
                .forEach((phase, seconds) -> table.add(phase, milliseconds(seconds), share(seconds / profile.step())));
        return table;
    }

    private static TextTable operations(Profiler.Profile profile) {
        TextTable table =
                new TextTable(Set.of(2, 3, 4, 5, 6), "OPERATION", "PHASE", "CALLS", "MS", "SHARE", "GFLOP/S", "PEAK");
        for (OperationTime operation : profile.operations()) {
            double speed = operation.flops() / operation.seconds();
            table.add(
                    operation.label(),
                    operation.phase(),
                    String.valueOf(operation.calls()),
                    milliseconds(operation.seconds()),
                    share(operation.seconds() / profile.step()),
                    operation.flops() == 0 ? "" : String.format(Locale.ROOT, "%.0f", speed / 1e9),
                    operation.flops() == 0 ? "" : share(speed / profile.peakFlops()));
        }
        return table;
    }

    private static TextTable memory(Profiler.Profile profile) {
        TextTable table = new TextTable(Set.of(1), "MEMORY", "MB");
        profile.memory()
                .forEach((purpose, bytes) -> table.add(purpose, String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE)));
        table.add("largest resident size", String.valueOf(profile.peakRssMb()));
        return table;
    }

    private static Map<String, Object> figures(Profiler.Profile profile) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("engine", profile.engine());
        figures.put("batch", profile.batch());
        figures.put("steps", profile.steps());
        figures.put("step_median", profile.step());
        figures.put("phases", profile.phases());
        figures.put("reorders", profile.moves());
        figures.put("peak_gflops", profile.peakFlops() / 1e9);
        List<Map<String, Object>> operations = profile.operations().stream()
                .map(operation -> operation(operation, profile))
                .toList();
        figures.put("operations", operations);
        figures.put("memory_bytes", profile.memory());
        figures.put("peak_rss_mb", profile.peakRssMb());
        return figures;
    }

    private static Map<String, Object> operation(OperationTime operation, Profiler.Profile profile) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("operation", operation.label());
        figures.put("phase", operation.phase());
        figures.put("calls", operation.calls());
        figures.put("seconds", operation.seconds());
        figures.put("share", operation.seconds() / profile.step());
        if (operation.flops() > 0) {
            double speed = operation.flops() / operation.seconds();
            figures.put("gflops", speed / 1e9);
            figures.put("share_of_peak", speed / profile.peakFlops());
        }
        return figures;
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds * 1e3);
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
