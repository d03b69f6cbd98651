// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import org.septum.api.Printable;
import org.septum.services.run.ChangePolicy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a command goes on where a run was made from something else than is there now. */
public final class AcceptChanges {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--accept-changes",
            description = "Go on although data, experiment or checkpoint are no longer what the run had; reports and "
                    + "records then say so.")
    private boolean accepted;

    public ChangePolicy policy() {
        return new ChangePolicy(
                accepted, line -> spec.commandLine().getErr().println("septum: " + Printable.line(line)));
    }
}
