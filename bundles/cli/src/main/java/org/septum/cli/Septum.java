// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.septum.api.Printable;
import org.septum.api.data.Part;
import org.septum.cli.command.Failures;
import org.septum.cli.command.HelpOption;
import org.septum.cli.command.Services;
import org.septum.cli.compare.AblateCommand;
import org.septum.cli.compare.CompareCommand;
import org.septum.cli.compare.DiffCommand;
import org.septum.cli.compare.RunsCommand;
import org.septum.cli.data.DataCommand;
import org.septum.cli.machine.CudaProbe;
import org.septum.cli.machine.Device;
import org.septum.cli.machine.DeviceCheck;
import org.septum.cli.machine.DoctorCommand;
import org.septum.cli.measure.BenchCommand;
import org.septum.cli.measure.ProfileCommand;
import org.septum.cli.plugin.NewPluginCommand;
import org.septum.cli.plugin.PluginsCommand;
import org.septum.cli.plugin.TrustCommand;
import org.septum.cli.plugin.VerifyPluginCommand;
import org.septum.cli.reference.DocsCommand;
import org.septum.cli.reference.SchemaCommand;
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

    private final String version;
    private final Services services;
    private final CudaProbe cuda;
    private final boolean startedForCuda;

    /**
     * @param version Septum's version
     * @param cuda looks for a GPU
     * @param startedForCuda whether this JVM has ND4J's CUDA build
     */
    public Septum(String version, Services services, CudaProbe cuda, boolean startedForCuda) {
        this.version = version;
        this.services = services;
        this.cuda = cuda;
        this.startedForCuda = startedForCuda;
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
        DeviceCheck devices = new DeviceCheck(cuda, startedForCuda);
        CommandLine commands = new CommandLine(this)
                .addSubcommand(new RunCommand(services, devices))
                .addSubcommand(new ResumeCommand(services, devices))
                .addSubcommand(new VerifyResumeCommand(services, devices))
                .addSubcommand(new EvaluateCommand(services))
                .addSubcommand(new PredictCommand(services))
                .addSubcommand(new LockCommand(services))
                .addSubcommand(new PackCommand(services))
                .addSubcommand(new ValidateCommand(services))
                .addSubcommand(new ShowCommand(services))
                .addSubcommand(DataCommand.withSubcommands(services))
                .addSubcommand(new AblateCommand(services))
                .addSubcommand(new RunsCommand(services))
                .addSubcommand(new DiffCommand(services))
                .addSubcommand(new CompareCommand(services))
                .addSubcommand(new CommandLine(new PluginsCommand(services)).addSubcommand(new TrustCommand()))
                .addSubcommand(new VerifyPluginCommand(services))
                .addSubcommand(new NewPluginCommand(services))
                .addSubcommand(new SchemaCommand(services))
                .addSubcommand(new DocsCommand(version, services))
                .addSubcommand(new DoctorCommand(version, services, cuda))
                .addSubcommand(new BenchCommand(services, devices))
                .addSubcommand(new ProfileCommand(services, devices));
        commands.getSubcommands().values().forEach(Septum::addHelp);
        commands.addSubcommand(new CommandLine.HelpCommand());
        commands.getCommandSpec().versionProvider(() -> new String[] {"septum " + version});
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
