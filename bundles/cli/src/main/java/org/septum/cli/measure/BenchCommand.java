// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.machine.Device;
import org.septum.cli.machine.DeviceCheck;
import org.septum.cli.terminal.Json;
import org.septum.cli.terminal.TextTable;
import org.septum.services.measure.Benchmark;
import org.septum.services.measure.OperationTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code septum bench}. */
@Command(
        name = "bench",
        description = "Time the training step and the inference of a U-Net of depth 4 on random data.",
        footer = {
            "",
            "Prints one line of JSON: seconds for a training step (forward, binary cross-entropy, backward, Adam) and "
                    + "for inference, median and best, and the peak of the memory used. The first step includes "
                    + "preparations; the median is the figure to compare.",
            "",
            "Example: septum bench --base 16 --size 128 --operations"
        })
public final class BenchCommand extends SeptumCommand {

    /** Four levels halve the image four times. */
    private static final int SIZE_STEP = 16;

    private static final Set<String> PRECISIONS = Set.of("float32", "bfloat16", "auto");

    @Option(
            names = "--base",
            paramLabel = "CHANNELS",
            defaultValue = "64",
            description = "Channels of the first level. Default: ${DEFAULT-VALUE}")
    private int base;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description = "Height and width of the images, a multiple of 16. Default: ${DEFAULT-VALUE}")
    private int size;

    @Option(
            names = "--batch",
            paramLabel = "IMAGES",
            defaultValue = "4",
            description = "Images in a batch. Default: ${DEFAULT-VALUE}")
    private int batch;

    @Option(
            names = "--steps",
            paramLabel = "STEPS",
            defaultValue = "10",
            description = "Training steps to time. Default: ${DEFAULT-VALUE}")
    private int steps;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = "auto",
            description = "float32, bfloat16 or auto. Default: ${DEFAULT-VALUE}, bfloat16 where the device computes it "
                    + "in hardware.")
    private String precision;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "The backend, as listed by 'septum plugins'. Default: ${DEFAULT-VALUE}, the fastest "
                    + "that can use the device.")
    private String backend;

    @Option(
            names = "--device",
            paramLabel = "cpu|cuda",
            defaultValue = "cpu",
            description = "Where to compute. Default: ${DEFAULT-VALUE}")
    private Device device;

    @Option(names = "--operations", description = "Also print the time spent in each kind of operation.")
    private boolean operations;

    @Override
    public Integer call() {
        check();
        if (services.devices().needsOtherJvm(device.toString())) {
            return DeviceCheck.WANTS_CUDA;
        }
        Benchmark.Result result = services.benchmark()
                .measure(new Benchmark.Settings(base, size, batch, steps, precision, backend, device.toString()));
        out().println(Json.of(figures(result)));
        if (operations) {
            out().println();
            table(result.operations()).lines().forEach(out()::println);
        }
        return ExitCode.OK;
    }

    private void check() {
        checkPositive("--base", base);
        checkPositive("--size", size);
        checkPositive("--batch", batch);
        checkPositive("--steps", steps);
        if (size % SIZE_STEP != 0) {
            throw usage("--size " + size + ": a multiple of " + SIZE_STEP + " is needed, for example "
                    + (size / SIZE_STEP + 1) * SIZE_STEP);
        }
        if (!PRECISIONS.contains(precision)) {
            throw usage("--precision " + precision + ": float32, bfloat16 or auto is needed");
        }
    }

    private Map<String, Object> figures(Benchmark.Result result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("engine", result.engine());
        figures.put("mode", device == Device.CPU ? result.precision() : result.precision() + "-" + device);
        figures.put("base", base);
        figures.put("size", size);
        figures.put("batch", batch);
        figures.put("step_median", rounded(result.stepMedian()));
        figures.put("step_best", rounded(result.stepBest()));
        figures.put("infer_median", rounded(result.inferMedian()));
        figures.put("infer_best", rounded(result.inferBest()));
        figures.put("peak_rss_mb", result.peakRssMb());
        return figures;
    }

    private static TextTable table(List<OperationTime> operations) {
        double all = operations.stream().mapToDouble(OperationTime::seconds).sum();
        TextTable table = new TextTable(Set.of(2, 3, 4, 5), "OPERATION", "PHASE", "CALLS", "MS", "SHARE", "GFLOP/S");
        for (OperationTime operation : operations) {
            table.add(
                    operation.label(),
                    operation.phase(),
                    String.valueOf(operation.calls()),
                    String.format(Locale.ROOT, "%.2f", operation.seconds() * 1e3),
                    String.format(Locale.ROOT, "%.1f %%", 100 * operation.seconds() / all),
                    operation.flops() == 0
                            ? ""
                            : String.format(Locale.ROOT, "%.0f", operation.flops() / operation.seconds() / 1e9));
        }
        return table;
    }

    /** To a tenth of a millisecond, as the benchmark it is compared with. */
    private static double rounded(double seconds) {
        return Math.round(seconds * 1e4) / 1e4;
    }
}
