// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.ExecutorFactory;

/** Publishes {@link SlurmExecutor} as {@code slurm}. */
@Component
@PluginType("slurm")
public final class SlurmFactory implements ExecutorFactory {

    @Override
    public String summary() {
        return "trains as a job array of the scheduler Slurm, on a file system that all nodes share";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.whole("cpus", 1, 1024, "cores of each training (--cpus-per-task)")
                        .or(4),
                Option.text("memory", "memory of each training, for example 8G (--mem)")
                        .optional(),
                Option.text("time", "limit of each training, for example 04:00:00 (--time)")
                        .optional(),
                Option.text("partition", "where to train (--partition)").optional(),
                Option.text("account", "who pays (--account)").optional(),
                Option.text("gpus", "graphics processors of each training, for example 1 (--gpus)")
                        .optional(),
                Option.whole("at-once", 1, 10_000, "how many trainings go on at once at most")
                        .optional(),
                Option.list("options", new OptionType.Text(), "further options of sbatch, each one text")
                        .or(List.of()),
                Option.flag(
                                "wait",
                                "whether to wait for the jobs; otherwise they are left to Slurm, and a job that depends on"
                                        + " them compares the runs")
                        .or(true),
                Option.real("poll-seconds", 0.1, 3600, "how often Slurm is asked for the jobs' states")
                        .or(10.0));
    }

    @Override
    public Executor create(Arguments arguments) {
        return new SlurmExecutor(
                new SlurmCommands(),
                SlurmOptions.of(arguments),
                arguments.flag("wait"),
                arguments.real("poll-seconds"));
    }
}
