// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import picocli.CommandLine.Option;

/** The option that every command has. */
public final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explain the command and exit.")
    private boolean wanted;
}
