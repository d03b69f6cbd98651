// SPDX-License-Identifier: Apache-2.0
package org.septum.executors;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.UserError;

/**
 * What an ablation asks of sbatch. Each is one argument that begins with the option's name, so a value can be nothing else.
 *
 * @param training of each training
 * @param comparison of the job that compares them: the same partition and account, without what only a training needs
 * @param atOnce a limit as sbatch writes it, {@code %4}, or nothing
 */
record SlurmOptions(List<String> training, List<String> comparison, String atOnce) {

    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.+@-]{0,127}";
    private static final String NAMES = NAME + "(," + NAME + "){0,63}";
    private static final String LETTERS = ", of letters, digits and _ . + @ -";
    /** Without a slash, which makes the name of a file of it. */
    private static final String NODES = "[A-Za-z0-9][A-Za-z0-9_.,\\[\\]-]{0,1023}";

    private static final String NODE_NAMES = "names of nodes, for example node[1-4],node7";

    private static final Option CPUS = Option.whole("cpus", 1, 1024, "cores of each training (--cpus-per-task)")
            .or(4);
    private static final Option AT_ONCE = Option.whole("at-once", 1, 10_000, "how many trainings go on at once at most")
            .optional();

    private static final Handed GPUS = handed(
            "gpus",
            "--gpus",
            "([A-Za-z0-9_][A-Za-z0-9_.-]{0,63}:)?[0-9]{1,4}",
            "a number of graphics processors, or TYPE:NUMBER as in a100:1",
            "graphics processors of each training");

    private static final List<Handed> HANDED = List.of(
            handed(
                    "memory",
                    "--mem",
                    "[0-9]{1,9}[KMGT]?",
                    "a whole number with K, M, G or T, for example 8G",
                    "memory of each training"),
            handed(
                    "time",
                    "--time",
                    "[0-9]{1,6}(-[0-9]{1,2})?(:[0-9]{1,2}){0,2}",
                    "a time as Slurm writes it, for example \"04:00:00\" or 1-12, a day and twelve hours",
                    "limit of each training"),
            handed("partition", "--partition", NAMES, "names of partitions" + LETTERS, "where to train"),
            handed("account", "--account", NAME, "the name of an account" + LETTERS, "who pays"),
            handed("qos", "--qos", NAME, "the name of a quality of service" + LETTERS, "with which priority"),
            GPUS,
            handed(
                    "constraint",
                    "--constraint",
                    "[A-Za-z0-9_\\[(][A-Za-z0-9_.,&|*()\\[\\]-]{0,255}",
                    "features of nodes, for example a100 or intel&ib",
                    "what a node must have"),
            handed("nodelist", "--nodelist", NODES, NODE_NAMES, "where alone"),
            handed("exclude", "--exclude", NODES, NODE_NAMES, "where not"),
            handed("reservation", "--reservation", NAME, "the name of a reservation" + LETTERS, "of which"));

    /**
     * An option that is handed on as it is.
     *
     * @param flag its name for sbatch
     */
    private record Handed(Option option, String flag) {

        Stream<String> argument(Arguments arguments) {
            return arguments.has(option.name())
                    ? Stream.of(flag + "=" + arguments.text(option.name()))
                    : Stream.empty();
        }
    }

    private static Handed handed(String name, String flag, String expression, String words, String documentation) {
        Option option = Option.matching(name, expression, words, documentation + " (" + flag + ")");
        return new Handed(option.optional(), flag);
    }

    static List<Option> options() {
        return Stream.of(Stream.of(CPUS), HANDED.stream().map(Handed::option), Stream.of(AT_ONCE))
                .flatMap(options -> options)
                .toList();
    }

    static SlurmOptions of(Arguments arguments) {
        List<String> both = HANDED.stream()
                .filter(handed -> handed != GPUS)
                .flatMap(handed -> handed.argument(arguments))
                .toList();
        // A task that Slurm began anew would find its run's folder there; the ablation goes on with it instead.
        List<String> training =
                new ArrayList<>(List.of("--no-requeue", "--cpus-per-task=" + arguments.whole(CPUS.name())));
        GPUS.argument(arguments).forEach(training::add);
        training.addAll(both);
        String atOnce = arguments.has(AT_ONCE.name()) ? "%" + arguments.whole(AT_ONCE.name()) : "";
        return new SlurmOptions(training, both, atOnce);
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
        return new SlurmOptions(both(training, more), both(comparison, more), atOnce);
    }

    /** Options and behind them others, which count where both say something. */
    static List<String> both(List<String> options, List<String> others) {
        return Stream.concat(options.stream(), others.stream()).toList();
    }
}
