// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.io.Closeable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.septum.launcher.machine.Storage;
import org.septum.launcher.output.Logging;
import org.septum.launcher.output.Output;

/** A running Felix with all bundles installed and, where possible, started. */
public final class Framework implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Framework.class.getName());

    /** The service of the commands: takes the arguments, returns the exit code. A JDK type, as nothing else is shared. */
    private static final String COMMANDS = "(launcher.entry=septum)";

    private final org.osgi.framework.launch.Framework felix;
    private final Map<Bundle, BundleJar> jars = new LinkedHashMap<>();
    private final Map<Bundle, BundleException> startFailures = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private volatile boolean interrupted;

    private Framework(org.osgi.framework.launch.Framework felix) {
        this.felix = felix;
    }

    /**
     * Installs and starts Septum's bundles, then the plugins; {@link #problems} tells of one that does not start.
     *
     * <p>The framework's property {@code septum.plugin.COPY} says of a plugin's copy where it came from.
     *
     * @param storage where Felix keeps what it needs
     * @param output offered to the bundles as services of JDK types
     */
    public static Framework start(List<BundleJar> bundles, Storage storage, Output output) throws BundleException {
        Map<String, Object> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.folder().toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SystemPackages.offeredTo(bundles));
        settings.put("felix.log.logger", new Logging());
        // Declarative Services would print failures to the terminal; ComponentProblems reads them from its components'
        // states.
        settings.put("ds.log.enabled", "false");
        settings.put("ds.delayed.keepInstances", "true");

        for (BundleJar jar : bundles) {
            if (jar.plugin()) {
                settings.put(
                        "septum.plugin." + jar.file(),
                        jar.path().toAbsolutePath().normalize().toString());
            }
        }
        Framework framework = new Framework(new FrameworkFactory().newFramework(settings));
        framework.noticeInterruption();
        framework.felix.start();
        framework.offer(output);
        framework.context().addFrameworkListener(Framework::log);
        framework.startOwn(bundles.stream().filter(jar -> !jar.plugin()).toList());
        framework.startPlugins(bundles.stream().filter(BundleJar::plugin).toList());
        return framework;
    }

    BundleContext context() {
        return felix.getBundleContext();
    }

    FrameworkWiring wiring() {
        return felix.adapt(FrameworkWiring.class);
    }

    /** The installed bundles and the jars they come from. */
    Map<Bundle, BundleJar> jars() {
        return jars;
    }

    /** Which plugins were refused, which bundles and components do not work, and what each lacks: a sentence for each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(refusals);
        MissingRequirements missing = new MissingRequirements(this);
        jars.forEach((bundle, jar) -> {
            if (bundle.getState() == Bundle.INSTALLED) {
                problems.addAll(missing.of(bundle));
            } else if (startFailures.containsKey(bundle)) {
                problems.add(jar.label() + " failed to start: " + RootCause.of(startFailures.get(bundle)) + ".");
            }
        });
        problems.addAll(ComponentProblems.of(this));
        return problems;
    }

    /** The service that runs the commands; it stays in use until the framework is closed. */
    @SuppressWarnings("unchecked") // A service's type arguments cannot be asked for.
    public Optional<ToIntFunction<String[]>> commands() {
        return ownService(ToIntFunction.class, COMMANDS).map(service -> (ToIntFunction<String[]>) service);
    }

    /** A service of one of Septum's own bundles; the framework, as which the launcher asks, sees those of plugins too. */
    <S> Optional<S> ownService(Class<S> type, String filter) {
        try {
            return context().getServiceReferences(type, filter).stream()
                    .filter(reference -> {
                        BundleJar jar = jars.get(reference.getBundle());
                        return jar != null && !jar.plugin();
                    })
                    .findFirst()
                    .map(context()::getService);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(filter, e);
        }
    }

    /**
     * Stops all bundles, unless the JVM is being interrupted: then the bundles' own shutdown work may still be going on
     * and must not lose its classes.
     */
    @Override
    public void close() throws BundleException {
        if (interrupted) {
            return;
        }
        felix.stop();
        try {
            felix.waitForStop(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Septum's own streams for those who print to the terminal, and for runs a way to take what the libraries print. */
    private void offer(Output output) {
        context().registerService(PrintWriter.class, output.out(), properties("out"));
        context().registerService(PrintWriter.class, output.err(), properties("err"));
        Function<Path, Closeable> log = output::lead;
        context().registerService(Function.class, log, properties("log"));
    }

    private static Dictionary<String, String> properties(String offer) {
        return FrameworkUtil.asDictionary(Map.of("launcher.offers", offer));
    }

    /** Before any plugin is there, so that they find one another and nobody else. */
    private void startOwn(List<BundleJar> own) throws BundleException {
        for (BundleJar jar : own) {
            jars.put(context().installBundle(location(jar.file())), jar);
        }
        start(List.copyOf(jars.keySet()));
    }

    private void startPlugins(List<BundleJar> plugins) {
        if (plugins.isEmpty()) {
            return;
        }
        PluginRules rules = PluginRules.of(OwnParts.of(felix, jars.keySet()));
        new PluginFence(rules).raise(context());
        List<Bundle> installed = new ArrayList<>();
        for (BundleJar jar : plugins) {
            install(jar, rules).ifPresent(installed::add);
        }
        start(installed);
        installed.forEach(plugin -> stopIfRefused(plugin, rules));
    }

    /** Installs a plugin, and takes it away again if it is not what plugins may be. */
    private Optional<Bundle> install(BundleJar jar, PluginRules rules) {
        try {
            Bundle bundle = context().installBundle(location(jar.file()));
            Optional<String> refusal = rules.refusal(bundle);
            if (refusal.isPresent()) {
                refusals.add(jar.label() + refusal.get());
                bundle.uninstall();
                return Optional.empty();
            }
            jars.put(bundle, jar);
            return Optional.of(bundle);
        } catch (BundleException | RuntimeException e) {
            refusals.add(jar.label() + " cannot be installed: " + RootCause.of(e)
                    + ". Build it with bnd, as bundles/losses does, or take it away.");
            return Optional.empty();
        }
    }

    private void start(List<Bundle> bundles) {
        wiring().resolveBundles(bundles);
        for (Bundle bundle : bundles) {
            if (!jars.get(bundle).fragment()) {
                try {
                    bundle.start();
                } catch (BundleException e) {
                    startFailures.put(bundle, e);
                }
            }
        }
    }

    /** What it has registered is hidden from Septum's bundles anyway, but a hook's place is the framework. */
    private void stopIfRefused(Bundle plugin, PluginRules rules) {
        ServiceReference<?>[] registered = plugin.getRegisteredServices();
        if (registered == null) {
            return;
        }
        Optional<String> refusal = Stream.of(registered)
                .map(service -> rules.refusal(service))
                .flatMap(Optional::stream)
                .findFirst();
        if (refusal.isPresent()) {
            refusals.add(jars.get(plugin).label() + refusal.get());
            try {
                plugin.stop();
            } catch (BundleException e) {
                LOG.log(Level.WARNING, "the end of a plugin", e);
            }
        }
    }

    /** A location by which Felix reads the jar where it lies, instead of copying it. */
    private static String location(Path jar) {
        // Felix decodes the location as a form field, in which a plus sign stands for a space.
        return "reference:"
                + jar.toAbsolutePath().normalize().toUri().toString().replace("+", "%2B");
    }

    private static void log(FrameworkEvent event) {
        if (event.getThrowable() != null) {
            LOG.log(Level.WARNING, String.valueOf(event.getBundle()), event.getThrowable());
        }
    }

    private void noticeInterruption() {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> interrupted = felix.getState() == Bundle.ACTIVE, "septum-interruption"));
    }
}
