// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How commands name an experiment. */
final class ExperimentArguments {

    @Parameters(paramLabel = "EXPERIMENT", description = "The experiment's YAML file.")
    Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override one value of the experiment, for example data.batch-size=8 or "
                    + "data.size=[128,128]; the value is YAML. May be repeated.")
    List<String> overrides = new ArrayList<>();
}
