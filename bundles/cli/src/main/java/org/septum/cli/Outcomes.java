// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import org.septum.api.experiment.Experiment;
import org.septum.api.run.Runner.Outcome;
import picocli.CommandLine;

/** Says how a run ended. */
final class Outcomes {

    private Outcomes() {}

    static int exitCode(Outcome outcome, Experiment experiment, CommandLine line) {
        boolean toldAlready = experiment.reporters().stream()
                .anyMatch(reporter -> reporter.type().equals("console"));
        if (outcome.interrupted()) {
            line.getErr().println("Interrupted. Go on with: septum resume " + outcome.directory());
            return ExitCode.INTERRUPTED;
        }
        if (!toldAlready) {
            line.getOut().println(outcome.directory());
        }
        return ExitCode.DONE;
    }
}
