// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.septum.api.UserError;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command: asks services for what is wanted, prints it, and returns the exit code. */
public abstract class SeptumCommand implements Callable<Integer> {

    /** There before anything is asked of the command. */
    protected Services services;

    @Spec
    private CommandSpec spec;

    /** Gives the command what it works with. */
    public final void use(Services given) {
        services = given;
    }

    /** Takes what was asked for. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Takes what is to be known besides. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Tells the user something besides what was asked for, in one line. */
    protected final void tell(String line) {
        err().println("septum: " + line);
    }

    /**
     * What {@code --output} names where one file is written.
     *
     * @throws UserError if it is a folder, or in one that is not there, before any work is done for nothing
     */
    protected static Path checkedFile(Path output) {
        if (Files.isDirectory(output)) {
            throw new UserError("--output " + output + ": this is a folder; name the file to write, for example "
                    + output.resolve("NAME"));
        }
        Path folder = output.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UserError(
                    "--output " + output + ": there is no folder " + folder + "; make it, or name a file in another");
        }
        return output;
    }

    /**
     * The same for a file that people go on writing in: one that is there stays, unless {@code --force} is given.
     *
     * @throws UserError if it is there, besides
     */
    protected static Path checkedFile(Path output, boolean force) {
        if (Files.exists(checkedFile(output)) && !force) {
            throw new UserError(
                    output + ": there is such a file already; it is not replaced. Name another with -o, or replace it"
                            + " with --force");
        }
        return output;
    }

    /** Requires an option's value to be 1 or more. */
    protected final void checkPositive(String option, int value) {
        if (value < 1) {
            throw usage(option + " " + value + ": 1 or more is needed");
        }
    }

    /** The error that the command line is wrong. */
    protected final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
