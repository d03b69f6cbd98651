// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.RunFailure;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.experiment.ExperimentReader;
import org.septum.api.run.Benchmark;
import org.septum.api.run.Registry;
import org.septum.api.run.Runner;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: parses the arguments, runs a command, and turns errors into messages and exit codes. */
@Component(service = ToIntFunction.class, property = "launcher.entry=septum")
public final class Septum implements ToIntFunction<String[]> {

    private static final System.Logger LOG = System.getLogger(Septum.class.getName());

    private final Services services;
    private final PrintWriter out;
    private final PrintWriter err;

    @Activate
    public Septum(
            @Reference Registry registry,
            @Reference ExperimentReader reader,
            @Reference Runner runner,
            @Reference Benchmark benchmark) {
        this(
                new Services(registry, reader, runner, benchmark, CudaProbe.ofThisMachine()),
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true));
    }

    Septum(Services services, PrintWriter out, PrintWriter err) {
        this.services = services;
        this.out = out;
        this.err = err;
    }

    /** The top of the command line. */
    @Command(
            name = "septum",
            description = "Trains, compares and records image segmentation experiments.",
            synopsisSubcommandLabel = "COMMAND",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            footer = {
                "",
                "Start with:  septum run experiments/quickstart.yaml",
                "Jars in a folder 'plugins', or given with --plugins PATH, are installed before the command runs."
            })
    static final class Top {}

    @Override
    public int applyAsInt(String[] arguments) {
        CommandLine line = new CommandLine(new Top());
        line.addSubcommand("run", new RunCommand(services));
        line.addSubcommand("resume", new ResumeCommand(services));
        line.addSubcommand("validate", new ValidateCommand(services));
        line.addSubcommand("show", new ShowCommand(services));
        line.addSubcommand("plugins", new PluginsCommand(services));
        line.addSubcommand("doctor", new DoctorCommand(services));
        line.addSubcommand("bench", new BenchCommand(services));
        line.addSubcommand("help", new CommandLine.HelpCommand());
        line.setOut(out).setErr(err);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setExecutionExceptionHandler((error, command, parsed) -> explain(error));
        if (arguments.length == 0) {
            line.usage(out);
            return ExitCode.INPUT;
        }
        return line.execute(arguments);
    }

    private int explain(Exception error) {
        LOG.log(Level.DEBUG, "the command failed", error);
        if (error instanceof UserError) {
            err.println(error.getMessage());
            return ExitCode.INPUT;
        }
        if (error instanceof WiringError) {
            err.println(error.getMessage());
            return ExitCode.WIRING;
        }
        if (error instanceof RunFailure) {
            err.println("The run failed: " + error.getMessage());
            return ExitCode.FAILED;
        }
        LOG.log(Level.ERROR, "unexpected", error);
        err.println("Something unexpected went wrong: " + error
                + "\nThis is a mistake in Septum or a plugin; the run's log.txt has the details.");
        return ExitCode.FAILED;
    }
}
