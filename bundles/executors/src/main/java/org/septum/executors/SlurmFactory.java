// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.ExecutorFactory;

/**
 * Publishes {@link SlurmExecutor} as {@code slurm}. Its options say how much a training gets and where it may run, and none can
 * say what runs there: an experiment may come from anybody.
 */
@Component
@PluginType("slurm")
public final class SlurmFactory implements ExecutorFactory {

    private static final Option WAIT = Option.flag(
                    "wait",
                    "whether to wait for the jobs; otherwise they are left to Slurm, and a job that depends on them"
                            + " compares the runs")
            .or(true);
    private static final Option POLL_SECONDS = Option.real(
                    "poll-seconds", 0.1, 3600, "how often Slurm is asked for the jobs' states")
            .or(10.0);

    @Override
    public String summary() {
        return "trains as a job array of the scheduler Slurm, on a file system that all nodes share";
    }

    @Override
    public Options options() {
        List<Option> options = new ArrayList<>(SlurmOptions.options());
        options.addAll(List.of(WAIT, POLL_SECONDS));
        return Options.of(options.toArray(Option[]::new));
    }

    @Override
    public Executor create(Arguments arguments) {
        return new SlurmExecutor(
                new SlurmCommands(),
                SlurmOptions.of(arguments),
                arguments.flag(WAIT.name()),
                arguments.real(POLL_SECONDS.name()));
    }
}
