// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.plugin;

import java.util.List;
import java.util.concurrent.Callable;
import org.septum.api.WiringError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code septum plugins trust}: its help. The launcher does the work, before any plugin is started. */
@Command(
        name = "trust",
        description = "Let jars start that lie in plugins/ of the folder you are in; none is started by this command.",
        footer = {
            "",
            "Plugins are programs that run with your rights: trust whom you know. Your word is kept with the SHA-256 of each jar "
                    + "in ~/.config/septum/trusted-plugins (or in XDG_CONFIG_HOME; on Windows in %%APPDATA%%), and holds for "
                    + "this content in every folder. A jar that changes needs it anew. Septum's own plugins/ and what "
                    + "--plugins names need none.",
            "",
            "Example: septum plugins trust",
            "Example: septum plugins trust plugins/edge-loss.jar",
            "Example: septum plugins trust --forget plugins/edge-loss.jar"
        })
public final class TrustCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Jars, or folders of jars; by default plugins. With --forget also the SHA-256 of one.")
    private List<String> paths;

    @Option(names = "--list", description = "Print what you have trusted, each with its SHA-256 and where it was then.")
    private boolean list;

    @Option(names = "--forget", description = "Take your word back.")
    private boolean forget;

    @Override
    public Integer call() {
        throw new WiringError("'plugins trust' is done by the launcher: give it behind 'septum plugins'");
    }
}
