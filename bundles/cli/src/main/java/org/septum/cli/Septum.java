// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.septum.api.Printable;
import org.septum.api.data.Part;
import org.septum.cli.command.Failures;
import org.septum.cli.command.HelpOption;
import org.septum.cli.command.SeptumCommand;
import org.septum.cli.command.Services;
import org.septum.cli.compare.AblateCommand;
import org.septum.cli.compare.CompareCommand;
import org.septum.cli.compare.DiffCommand;
import org.septum.cli.compare.RunsCommand;
import org.septum.cli.data.DataCommand;
import org.septum.cli.machine.Device;
import org.septum.cli.measure.BenchCommand;
import org.septum.cli.measure.DoctorCommand;
import org.septum.cli.measure.ProfileCommand;
import org.septum.cli.plan.InitCommand;
import org.septum.cli.plan.PlanCommand;
import org.septum.cli.plugin.NewPluginCommand;
import org.septum.cli.plugin.PluginsCommand;
import org.septum.cli.plugin.VerifyPluginCommand;
import org.septum.cli.reference.DocsCommand;
import org.septum.cli.reference.SchemaCommand;
import org.septum.cli.run.EnsembleCommand;
import org.septum.cli.run.EvaluateCommand;
import org.septum.cli.run.LockCommand;
import org.septum.cli.run.PackCommand;
import org.septum.cli.run.PredictCommand;
import org.septum.cli.run.ResumeCommand;
import org.septum.cli.run.RunCommand;
import org.septum.cli.run.ShowCommand;
import org.septum.cli.run.ValidateCommand;
import org.septum.cli.run.VerifyResumeCommand;
import org.septum.common.text.TerminalCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code septum} with its sub-commands. */
@Command(
        name = "septum",
        description = "Trains and compares networks for image segmentation, each experiment from one YAML file.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            InitCommand.class,
            RunCommand.class,
            ResumeCommand.class,
            VerifyResumeCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            EnsembleCommand.class,
            LockCommand.class,
            PackCommand.class,
            ValidateCommand.class,
            ShowCommand.class,
            DataCommand.class,
            PlanCommand.class,
            AblateCommand.class,
            RunsCommand.class,
            DiffCommand.class,
            CompareCommand.class,
            PluginsCommand.class,
            VerifyPluginCommand.class,
            NewPluginCommand.class,
            SchemaCommand.class,
            DocsCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            ProfileCommand.class
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "More bundles: --plugins JAR_OR_FOLDER with any command.",
            "",
            "Exit codes: 0 done; 2 the input is wrong; 3 a bundle, service or device is missing; 4 the run failed; "
                    + "130 interrupted, and can be resumed.",
            "",
            "Example: septum run experiments/quickstart.yaml"
        })
public final class Septum implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    private boolean versionWanted;

    private final Services services;

    public Septum(Services services) {
        this.services = services;
    }

    /** Runs one command line and returns its exit code. */
    int execute(PrintWriter out, PrintWriter err, String... arguments) {
        Failures failures = new Failures(err, services::setting);
        try {
            return commandLine()
                    .setOut(out)
                    .setErr(err)
                    .setParameterExceptionHandler(failures::usage)
                    .setExecutionExceptionHandler((failure, command, parsed) -> failures.report(failure))
                    .execute(arguments);
        } catch (Error error) {
            return failures.report(error);
        } finally {
            out.flush();
            err.flush();
        }
    }

    CommandLine commandLine() {
        CommandLine commands = new CommandLine(this, this::made);
        commands.getSubcommands().values().forEach(Septum::addHelp);
        commands.addSubcommand(new CommandLine.HelpCommand());
        commands.getCommandSpec().versionProvider(() -> new String[] {"septum " + services.version()});
        // A file name may begin with @, and a value of --set may hold quotes: both are taken as they are.
        return commands.setExpandAtFiles(false)
                .registerConverter(Device.class, Device::of)
                .registerConverter(Part.class, Septum::part)
                .registerConverter(Path.class, Septum::path)
                .setColorScheme(new Help.ColorScheme.Builder()
                        .commands(look(1))
                        .options(look(33))
                        .parameters(look(33))
                        .optionParams(look(3))
                        .errors(look(1), look(31))
                        .build());
    }

    /** A command, or what else an annotation names. */
    private <T> T made(Class<T> type) throws Exception {
        T made = CommandLine.defaultFactory().create(type);
        if (made instanceof SeptumCommand command) {
            command.use(services);
        }
        return made;
    }

    /** Names of files are printed in lines of their own, too, for other programs. */
    private static Path path(String name) {
        Path path = Path.of(name);
        String shown = Printable.line(path.toAbsolutePath().toString());
        if (!shown.equals(path.toAbsolutePath().toString())) {
            throw new TypeConversionException("the path '" + shown + "' has characters that cannot be printed, shown as"
                    + " their numbers; rename what is called so");
        }
        return path;
    }

    private static Part part(String name) {
        return Part.find(name)
                .orElseThrow(() -> new TypeConversionException("expected one of " + Arrays.toString(Part.values())
                        + " (case-sensitive) but was '" + name + "'"));
    }

    private static Help.Ansi.IStyle look(int rendition) {
        return new Help.Ansi.IStyle() {
            @Override
            public String on() {
                return TerminalCode.rendition(rendition);
            }

            @Override
            public String off() {
                return TerminalCode.rendition(0);
            }
        };
    }

    private static void addHelp(CommandLine command) {
        command.addMixin("help", new HelpOption());
        command.getCommandSpec().usageMessage().sortOptions(false);
        command.getSubcommands().values().forEach(Septum::addHelp);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
