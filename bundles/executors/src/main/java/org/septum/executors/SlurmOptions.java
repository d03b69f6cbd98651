// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.Arguments;

/**
 * What an ablation asks of sbatch.
 *
 * @param training of each training
 * @param comparison of the job that compares them: the same partition and account, without what only a training needs
 * @param atOnce a limit as sbatch writes it, {@code %4}, or nothing
 */
record SlurmOptions(List<String> training, List<String> comparison, String atOnce) {

    static SlurmOptions of(Arguments arguments) {
        List<String> training = new ArrayList<>();
        // A task that Slurm began anew would find its run's folder there; the ablation goes on with it instead.
        training.add("--no-requeue");
        training.add("--cpus-per-task=" + arguments.whole("cpus"));
        add(arguments, training, "gpus", "--gpus");
        List<String> both = new ArrayList<>();
        add(arguments, both, "memory", "--mem");
        add(arguments, both, "time", "--time");
        add(arguments, both, "partition", "--partition");
        add(arguments, both, "account", "--account");
        both.addAll(arguments.list("options", String.class));
        training.addAll(both);
        return new SlurmOptions(training, both, arguments.has("at-once") ? "%" + arguments.whole("at-once") : "");
    }

    private static void add(Arguments arguments, List<String> options, String name, String option) {
        if (arguments.has(name)) {
            options.add(option + "=" + arguments.text(name));
        }
    }
}
