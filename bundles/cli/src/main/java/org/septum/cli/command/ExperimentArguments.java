// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.septum.api.experiment.Experiment;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How commands name an experiment. */
public final class ExperimentArguments {

    @Parameters(paramLabel = "EXPERIMENT", description = "The experiment's YAML file.")
    public Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override one value of the experiment, for example data.batch-size=8 or "
                    + "data.size=[128,128]; the value is YAML. May be repeated.")
    public List<String> overrides = new ArrayList<>();

    /** The experiment, read and checked. */
    public Experiment read(Services services) {
        return services.reader().read(file, overrides);
    }

    /** Tells which variables of the environment experiments read: what they hold is a part of what is run. */
    public static void tellEnvironment(Collection<Experiment> experiments, PrintWriter out) {
        SortedSet<String> names = new TreeSet<>();
        experiments.forEach(experiment -> names.addAll(experiment.environment()));
        if (!names.isEmpty()) {
            out.println("reads from the environment: "
                    + names.stream()
                            .map(name -> System.getenv().getOrDefault(name, "").isEmpty() ? name + " (not set)" : name)
                            .collect(Collectors.joining(", ")));
            out.flush();
        }
    }
}
