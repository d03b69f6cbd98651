// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.septum.api.experiment.Experiment;
import org.septum.cli.command.Failures;
import org.septum.common.text.ShellWord;
import org.septum.services.run.Runner;
import picocli.CommandLine.ExitCode;

/** What a command says when a run has ended. */
record RunEnd(PrintWriter out, PrintWriter err) {

    /** Names the run's folder, unless the console reporter has done so, and returns the exit code. */
    int report(Experiment experiment, Runner.Outcome outcome) {
        name(experiment, outcome.directory());
        if (outcome.interrupted()) {
            err.println("septum: interrupted; 'septum resume " + ShellWord.of(outcome.directory()) + "' goes on.");
            return Failures.INTERRUPTED;
        }
        return ExitCode.OK;
    }

    /** Names the folder of the reports, unless the console reporter has done so. */
    void name(Experiment experiment, Path folder) {
        boolean reported = experiment.reporters().stream()
                .anyMatch(reporter -> reporter.type().equals("console"));
        if (!reported) {
            out.println(folder);
        }
    }
}
