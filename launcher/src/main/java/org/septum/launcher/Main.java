// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.septum.launcher.framework.Framework;
import org.septum.launcher.machine.Home;
import org.septum.launcher.machine.MachineLimit;
import org.septum.launcher.machine.StartFailure;
import org.septum.launcher.machine.Storage;
import org.septum.launcher.machine.UserConfiguration;
import org.septum.launcher.output.ApplicationLog;
import org.septum.launcher.output.Logging;
import org.septum.launcher.output.Output;
import org.septum.launcher.output.Printable;
import org.septum.launcher.plugin.BundleSet;
import org.septum.launcher.plugin.PluginJars;
import org.septum.launcher.plugin.PluginsLock;
import org.septum.launcher.plugin.UntrustedJar;

/**
 * Starts the application: collects the bundles, starts the framework, reports what is wrong with the bundles, runs the
 * command and exits with its code.
 *
 * <p>The start script says where things are: system property {@code septum.home} is the directory that holds
 * {@code launcher/septum}, {@code septum.app} the assembled application. Bundles read the same two, and two of the launcher's own: {@code septum.plugins}
 * has what {@code --plugins} named, for processes that this one starts, and {@code septum.untrusted}, where it is set, the jars
 * in {@code plugins/} that were left alone.
 */
public final class Main {

    private static final int OK = 0;
    private static final int WIRING = 3;
    /** A command returns this when the work needs ND4J's CUDA build on the class path: the JVM must be started anew. */
    private static final int WANTS_CUDA = 75;

    /** These commands are how a user looks into a broken installation, so they run in spite of the problems. */
    private static final Set<String> RUN_IN_SPITE_OF_PROBLEMS = Set.of("plugins", "doctor");

    private Main() {}

    public static void main(String[] args) {
        // Felix, libraries and plugins write versions, names of files and numbers: in ASCII's digits, wherever that is.
        Locale.setDefault(Locale.ROOT);
        ParentWatch.begin();
        Home.ensure();
        Logging.keepOffTheTerminal();
        Path application = Path.of(System.getProperty("septum.app"));
        Optional<Path> log = ApplicationLog.begin(application, args);
        log.ifPresent(file -> System.setProperty("septum.log", file.toString()));
        Output output = Output.keepLibrariesOff(log);
        int code;
        try {
            Path home = Path.of(System.getProperty("septum.home"));
            code = run(home, application, CommandLine.parse(args, File.pathSeparator), output);
            if (code == WANTS_CUDA) {
                output.close();
                code = CudaRestart.run(home, args);
            }
        } catch (StartFailure failure) {
            code = end(failure, output);
        } catch (Throwable defect) {
            // Felix's threads would keep the JVM alive: whatever happens, the exit below must be reached.
            code = MachineLimit.of(defect).map(limit -> end(limit, output)).orElseGet(() -> {
                defect.printStackTrace(output.err());
                return 1;
            });
        }
        // After Ctrl-C this thread just ends: the exit would wait for the shutdown hooks, and one of them waits for it.
        if (!isShuttingDown()) {
            System.exit(code);
        }
    }

    private static int end(StartFailure failure, Output output) {
        output.err().println("septum: " + Printable.of(failure.getMessage()));
        return failure.exitCode();
    }

    private static boolean isShuttingDown() {
        Thread probe = new Thread("septum-probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static int run(Path home, Path application, CommandLine commandLine, Output output) throws Exception {
        UserConfiguration configuration = UserConfiguration.ofEnvironment();
        // Before any plugin is started: they are programs.
        if (TrustCommand.isMeant(commandLine)) {
            new TrustCommand(configuration, output.out()).run(commandLine);
            return OK;
        }
        PluginJars plugins = PluginJars.find(home, commandLine.plugins());
        if (commandLine.command().equals("plugins") && commandLine.has("--lock")) {
            PluginsLock.write(plugins).forEach(lock -> output.out().println(Printable.of(lock)));
            return OK;
        }
        Storage storage = Storage.create();
        PluginExit exits = new PluginExit(output, storage);
        BundleSet bundles = BundleSet.collect(application.resolve("bundles"), plugins, configuration, storage);
        tell(bundles.untrusted(), output);
        System.setProperty("septum.plugins", commandLine.joinedPlugins(File.pathSeparator));

        exits.watch(bundles.jars());
        try (exits;
                Framework framework = Framework.start(bundles.jars(), storage, output)) {
            List<String> problems = new ArrayList<>(bundles.problems());
            problems.addAll(framework.problems());

            Optional<ToIntFunction<String[]>> commands = framework.commands();
            boolean goOn = problems.isEmpty() || RUN_IN_SPITE_OF_PROBLEMS.contains(commandLine.command());
            if (commands.isEmpty()) {
                problems.add(
                        "No bundle offers Septum's commands: the bundle org.septum.cli is missing or did not start.");
            }
            print(problems, output.err());
            if (!goOn || commands.isEmpty()) {
                return WIRING;
            }

            int code = commands.get().applyAsInt(commandLine.arguments());
            return code == OK && !problems.isEmpty() ? WIRING : code;
        }
    }

    /** Says what was not started, and has the bundles say so where they miss a component. */
    private static void tell(List<UntrustedJar> untrusted, Output output) {
        if (!untrusted.isEmpty()) {
            System.setProperty("septum.untrusted", UntrustedJar.names(untrusted));
            if (!CudaRestart.isSecond()) {
                output.err().println("septum: " + UntrustedJar.line(untrusted));
            }
        }
    }

    private static void print(List<String> problems, PrintWriter out) {
        if (problems.isEmpty()) {
            return;
        }
        out.println(
                problems.size() == 1
                        ? "septum: there is a problem with the bundles:"
                        : "septum: there are " + problems.size() + " problems with the bundles:");
        problems.forEach(problem -> out.println("  - " + Printable.of(problem)));
    }
}
