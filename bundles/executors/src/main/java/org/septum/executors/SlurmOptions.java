// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.UserError;

/**
 * What an ablation asks of sbatch. Each is one argument that begins with the option's name, so a value can be nothing else.
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
        add(arguments, both, "qos", "--qos");
        add(arguments, both, "constraint", "--constraint");
        add(arguments, both, "nodelist", "--nodelist");
        add(arguments, both, "exclude", "--exclude");
        add(arguments, both, "reservation", "--reservation");
        training.addAll(both);
        return new SlurmOptions(training, both, arguments.has("at-once") ? "%" + arguments.whole("at-once") : "");
    }

    /**
     * With what the user has given on the command line besides.
     *
     * @throws UserError if one of them is no option: sbatch would take it for the script that it is to run
     */
    SlurmOptions with(List<String> more) {
        for (String option : more) {
            if (!option.matches("-(-[a-z][a-z0-9-]*|[A-Za-z])(=.*)?")) {
                throw new UserError(
                        "--executor-option " + option + ": this is no option of sbatch; write it as one word,"
                                + " for example --executor-option=--mail-type=END");
            }
        }
        List<String> ofTraining = new ArrayList<>(training);
        ofTraining.addAll(more);
        List<String> ofComparison = new ArrayList<>(comparison);
        ofComparison.addAll(more);
        return new SlurmOptions(ofTraining, ofComparison, atOnce);
    }

    private static void add(Arguments arguments, List<String> options, String name, String option) {
        if (arguments.has(name)) {
            options.add(option + "=" + arguments.text(name));
        }
    }
}
