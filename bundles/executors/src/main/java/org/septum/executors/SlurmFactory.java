// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

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

    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.+@-]{0,127}";
    private static final String NAMES = NAME + "(," + NAME + "){0,63}";
    /** Without a slash, which makes the name of a file of it. */
    private static final String NODES = "[A-Za-z0-9][A-Za-z0-9_.,\\[\\]-]{0,1023}";

    private static final String LETTERS = ", of letters, digits and _ . + @ -";

    @Override
    public String summary() {
        return "trains as a job array of the scheduler Slurm, on a file system that all nodes share";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.whole("cpus", 1, 1024, "cores of each training (--cpus-per-task)")
                        .or(4),
                Option.matching(
                                "memory",
                                "[0-9]{1,9}[KMGT]?",
                                "a whole number with K, M, G or T, for example 8G",
                                "memory of each training (--mem)")
                        .optional(),
                Option.matching(
                                "time",
                                "[0-9]{1,6}(-[0-9]{1,2})?(:[0-9]{1,2}){0,2}",
                                "a time as Slurm writes it, for example \"04:00:00\" or 1-12, a day and twelve hours",
                                "limit of each training (--time)")
                        .optional(),
                Option.matching("partition", NAMES, "names of partitions" + LETTERS, "where to train (--partition)")
                        .optional(),
                Option.matching("account", NAME, "the name of an account" + LETTERS, "who pays (--account)")
                        .optional(),
                Option.matching(
                                "qos",
                                NAME,
                                "the name of a quality of service" + LETTERS,
                                "with which priority (--qos)")
                        .optional(),
                Option.matching(
                                "gpus",
                                "([A-Za-z0-9_][A-Za-z0-9_.-]{0,63}:)?[0-9]{1,4}",
                                "a number of graphics processors, or TYPE:NUMBER as in a100:1",
                                "graphics processors of each training (--gpus)")
                        .optional(),
                Option.matching(
                                "constraint",
                                "[A-Za-z0-9_\\[(][A-Za-z0-9_.,&|*()\\[\\]-]{0,255}",
                                "features of nodes, for example a100 or intel&ib",
                                "what a node must have (--constraint)")
                        .optional(),
                Option.matching(
                                "nodelist",
                                NODES,
                                "names of nodes, for example node[1-4],node7",
                                "where alone (--nodelist)")
                        .optional(),
                Option.matching(
                                "exclude",
                                NODES,
                                "names of nodes, for example node[1-4],node7",
                                "where not (--exclude)")
                        .optional(),
                Option.matching("reservation", NAME, "the name of a reservation" + LETTERS, "of which (--reservation)")
                        .optional(),
                Option.whole("at-once", 1, 10_000, "how many trainings go on at once at most")
                        .optional(),
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
