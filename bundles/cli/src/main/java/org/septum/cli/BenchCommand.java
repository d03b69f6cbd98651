// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.septum.api.run.Benchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code septum bench}. */
@Command(
        description =
                "Times the training step and the evaluation of the U-Net of depth 4 on random data; prints a line of"
                        + " JSON, times in seconds.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        footer = {"", "Example:  septum bench --base 16 --size 128 --batch 4 --steps 20 --operations"})
final class BenchCommand implements Callable<Integer> {

    private final Services services;

    @Spec
    private CommandSpec spec;

    @Option(names = "--base", description = "Channels of the first level.")
    private int base = 64;

    @Option(names = "--size", description = "Height and width of the images, in pixels.")
    private int size = 256;

    @Option(names = "--batch", description = "Images in a step.")
    private int batch = 4;

    @Option(names = "--steps", description = "How many steps are timed, the first one included.")
    private int steps = 10;

    @Option(names = "--precision", description = "float32 or bfloat16.")
    private String precision = "float32";

    @Option(names = "--backend", description = "A backend's type name, or auto.")
    private String backend = "auto";

    @Option(names = "--device", description = "cpu or cuda.")
    private String device = "cpu";

    @Option(names = "--operations", description = "Also prints where the time goes, operation by operation.")
    private boolean operations;

    BenchCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        if (Devices.needsRestart(device, services.cudaProbe())) {
            return ExitCode.RESTART_WITH_CUDA;
        }
        Benchmark.Result result = services.benchmark()
                .measure(new Benchmark.Settings(base, size, batch, steps, precision, backend, device));
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("engine", result.engine())
                .put("mode", precision)
                .put("base", base)
                .put("size", size)
                .put("batch", batch)
                .put("step_median", rounded(result.stepMedian()))
                .put("step_best", rounded(result.stepBest()))
                .put("infer_median", rounded(result.inferMedian()))
                .put("infer_best", rounded(result.inferBest()))
                .put("peak_rss_mb", result.peakRssMb());
        spec.commandLine().getOut().println(line);
        if (operations) {
            spec.commandLine().getOut().print(table(result));
        }
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private static String table(Benchmark.Result result) {
        double total = result.operations().stream()
                .mapToDouble(Benchmark.OperationTime::seconds)
                .sum();
        Table table = new Table("OPERATION", "PHASE", "CALLS", "MS", "SHARE");
        for (Benchmark.OperationTime time : result.operations()) {
            table.row(
                    time.label(),
                    time.phase(),
                    Integer.toString(time.calls()),
                    String.format(Locale.ROOT, "%9.2f", time.seconds() * 1000),
                    String.format(Locale.ROOT, "%5.1f %%", 100 * time.seconds() / total));
        }
        return table.toString();
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1e4) / 1e4;
    }
}
