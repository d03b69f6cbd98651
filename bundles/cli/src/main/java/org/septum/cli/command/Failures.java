// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import java.io.File;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.septum.api.PluginFailure;
import org.septum.api.Printable;
import org.septum.api.RunFailure;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.common.machine.JavaHeap;
import org.septum.common.text.NearestName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns what went wrong into a message without a stack trace and an exit code; the trace goes to the log.
 *
 * @param names the path of the setting that a bare name means, if any
 */
public record Failures(PrintWriter err, Function<String, Optional<String>> names) {

    public static final int INPUT = 2;
    static final int WIRING = 3;
    public static final int RUN = 4;
    public static final int INTERRUPTED = 130;

    private static final System.Logger LOG = System.getLogger(Failures.class.getName());

    /** The command line cannot be understood. */
    public int usage(ParameterException failure, String[] arguments) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        Optional<String> wrongCommand = wrongCommand(failure);
        err.println(command + ": "
                + Printable.message(
                        wrongCommand.or(() -> unknownCharacters(failure)).orElse(failure.getMessage())));
        Optional<String> advice = file(failure, arguments).or(() -> setting(failure, arguments));
        advice.ifPresent(err::println);
        if (wrongCommand.isEmpty() && advice.isEmpty()) {
            UnmatchedArgumentException.printSuggestions(failure, err);
        }
        err.println("'" + command + " --help' explains it.");
        return INPUT;
    }

    /** The message for a word where a command's name was expected; empty for any other failure. */
    private static Optional<String> wrongCommand(ParameterException failure) {
        Set<String> commands = failure.getCommandLine().getSubcommands().keySet();
        if (commands.isEmpty() || !(failure instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        String word = unmatched.getUnmatched().get(0);
        if (word.startsWith("-")) {
            return Optional.empty();
        }
        return Optional.of("there is no command '" + word + "'" + NearestName.advice(word, commands)
                + "; the commands are " + String.join(", ", commands));
    }

    /** What to write for a setting that was given like an argument or an option; empty for any other failure. */
    private Optional<String> setting(ParameterException failure, String[] arguments) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)
                || failure.getCommandLine().getCommandSpec().findOption("--set") == null) {
            return Optional.empty();
        }
        return SettingAdvice.of(unmatched.getUnmatched(), List.of(arguments), names)
                .map(written -> "Settings of the experiment are given as: " + written);
    }

    /** What to write for a file whose name looks like an option; empty if none of the arguments is one. */
    private static Optional<String> file(ParameterException failure, String[] arguments) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("-") && command.findOption(argument) == null)
                .filter(argument -> new File(argument).exists())
                .findFirst()
                .map(name ->
                        "What begins with - is an option; the file of that name is given as ./" + Printable.line(name));
    }

    /** The command could not do its work. */
    public int report(Throwable failure) {
        boolean explained = isExpected(failure) && !(failure instanceof PluginFailure);
        LOG.log(explained ? Level.DEBUG : Level.ERROR, "the command failed", failure);
        String message = String.valueOf(message(failure));
        // That of a user's error is a message already, or several.
        err.println("septum: " + (failure instanceof UserError ? message : Printable.message(message)));
        if (failure instanceof UserError || failure instanceof InvalidPathException) {
            return INPUT;
        }
        return failure instanceof WiringError ? WIRING : RUN;
    }

    private static String message(Throwable failure) {
        if (failure instanceof PluginFailure plugins) {
            return log().map(file -> plugins.recordedIn(file).getMessage()).orElse(failure.getMessage());
        }
        if (isExpected(failure)) {
            return failure.getMessage();
        }
        if (failure instanceof InvalidPathException) {
            return unknownCharacters(failure).orElse(failure.getMessage());
        }
        if (failure instanceof OutOfMemoryError) {
            return "out of memory: " + failure.getMessage() + "; lower data.batch-size, or give Java more with "
                    + JavaHeap.more();
        }
        return "unexpected error" + place(failure).map(place -> " in " + place).orElse("") + ": " + failure
                + log().map(file -> ". The stack trace is in " + file).orElse("");
    }

    /** What to do about a file's name that the locale's character set does not have; empty for any other failure. */
    private static Optional<String> unknownCharacters(Throwable failure) {
        Throwable cause = failure instanceof ParameterException ? failure.getCause() : failure;
        return cause instanceof InvalidPathException name && name.getReason().startsWith("Malformed input")
                ? Optional.of("the name '" + name.getInput() + "' has characters that the locale's character set, "
                        + System.getProperty("sun.jnu.encoding") + ", does not have; set LC_ALL=C.UTF-8, or another"
                        + " locale with UTF-8")
                : Optional.empty();
    }

    /** The file that takes what is logged outside a run; the launcher says where it is. */
    private static Optional<String> log() {
        return Optional.ofNullable(System.getProperty("septum.log"));
    }

    private static boolean isExpected(Throwable failure) {
        return failure instanceof UserError
                || failure instanceof WiringError
                || failure instanceof RunFailure
                || failure instanceof UncheckedIOException;
    }

    /** Where it was thrown: the first frame outside the JDK, which belongs to Septum, a plugin or a library. */
    private static Optional<String> place(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> !frame.getClassName().matches("(java|jdk|sun)\\..*"))
                .findFirst()
                .map(frame -> frame.getClassName() + ":" + frame.getLineNumber());
    }
}
