// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command: asks services for what is wanted, prints it, and returns the exit code. */
public abstract class SeptumCommand implements Callable<Integer> {

    protected final Services services;

    @Spec
    private CommandSpec spec;

    protected SeptumCommand(Services services) {
        this.services = services;
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

    /** The error that the command line is wrong. */
    protected final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
