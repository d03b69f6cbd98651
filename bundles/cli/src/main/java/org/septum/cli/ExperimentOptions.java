// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.ExperimentReader;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The experiment that a command is about, with overrides. */
final class ExperimentOptions {

    @Parameters(index = "0", paramLabel = "EXPERIMENT", description = "The experiment file.")
    Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides one value, for example optimizer.learning-rate=1e-3 or"
                    + " data.augment[0].degrees=[-10,10]. May be given several times.")
    List<String> overrides = new ArrayList<>();

    @Option(names = "--device", paramLabel = "cpu|cuda", description = "Overrides runtime.device.")
    String device;

    Experiment read(ExperimentReader reader) {
        List<String> all = new ArrayList<>(overrides);
        if (device != null) {
            all.add("runtime.device=" + device);
        }
        return reader.read(file, all);
    }
}
