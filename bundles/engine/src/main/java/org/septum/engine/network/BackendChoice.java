// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Location;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.backend.Backend;
import org.septum.api.backend.BackendFactory;
import org.septum.api.backend.ParameterSource;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.RuntimeSection;
import org.septum.api.plan.ParameterTable;
import org.septum.services.plugin.Registry;

/**
 * The backend and settings that {@code runtime:} asks for, {@code auto} resolved: of the backends that can use the device
 * the one that prefers it most, and bfloat16 where the device computes it in hardware.
 *
 * @param name the backend's type name
 * @param bfloat16 whether the device computes bfloat16 in hardware
 * @param place where the precision stands in the experiment's file; empty if it is left out
 * @param note why a better backend was not taken; empty if there is none
 */
public record BackendChoice(
        String name,
        Backend backend,
        RuntimeSettings settings,
        boolean bfloat16,
        Optional<Location> place,
        String note) {

    private static final String AUTO = "auto";

    /** The choice of an experiment. */
    public static BackendChoice of(Experiment experiment, Registry registry) {
        return of(experiment.runtime(), experiment.seed(), registry);
    }

    /** The same without an experiment. */
    public static BackendChoice of(RuntimeSection runtime, long seed, Registry registry) {
        List<Registry.Installed> backends = registry.components().stream()
                .filter(entry -> entry.kind() == Kind.BACKEND)
                .toList();
        Registry.Installed entry = runtime.backend().equals(AUTO) ? best(runtime, backends) : named(runtime, backends);
        backends.stream()
                .filter(other -> other != entry && other.type().equals(entry.type()))
                .findFirst()
                .ifPresent(other -> {
                    throw new WiringError("the backend '" + entry.type() + "' is offered by " + entry.bundle() + " "
                            + entry.version() + " (" + entry.location() + ") and by " + other.bundle() + " "
                            + other.version() + " (" + other.location() + "); take one of them away");
                });
        BackendFactory factory = factory(entry);
        int threads = runtime.threads().orElse(Runtime.getRuntime().availableProcessors());
        RuntimeSettings settings = new RuntimeSettings(runtime.device(), precision(runtime, factory), threads, seed);
        Backend backend = factory.create(Arguments.of(factory.options(), Map.of()));
        return new BackendChoice(
                entry.type(),
                backend,
                settings,
                factory.precisions(runtime.device()).contains("bfloat16"),
                runtime.precisionLocation(),
                note(entry, runtime, backends));
    }

    private static Registry.Installed best(RuntimeSection runtime, List<Registry.Installed> backends) {
        String device = runtime.device();
        return backends.stream()
                .filter(entry -> factory(entry).supports(device))
                .max(Comparator.comparingInt(entry -> factory(entry).preference(device)))
                .orElseThrow(() -> new WiringError("no installed backend can use the device '" + device
                        + "'; installed are " + (backends.isEmpty() ? "none" : names(backends))));
    }

    /** Why auto did not take a backend that would be better; empty if there is none. */
    private static String note(Registry.Installed chosen, RuntimeSection runtime, List<Registry.Installed> backends) {
        String device = runtime.device();
        int preference = factory(chosen).preference(device);
        return backends.stream()
                .filter(other ->
                        runtime.backend().equals(AUTO) && factory(other).preference(device) > preference)
                .flatMap(other -> factory(other).obstacle(device).stream()
                        .map(obstacle -> " (the faster backend " + other.type() + " cannot be used: " + obstacle + ")"))
                .collect(Collectors.joining());
    }

    /**
     * Opens a session.
     *
     * @throws UserError if the backend does not compute in this precision, with the place in the file that asks for it
     */
    public Session open(ParameterTable parameters) {
        return located(() -> backend.open(parameters, settings));
    }

    /**
     * The same for a trained model.
     *
     * @param saved where its parameters are read from
     */
    Session openForInference(ParameterTable parameters, ParameterSource saved) {
        return located(() -> backend.openForInference(parameters, settings, saved));
    }

    private Session located(Supplier<Session> open) {
        try {
            return open.get();
        } catch (UserError e) {
            throw located(place, e.getMessage());
        }
    }

    private static UserError located(Optional<Location> place, String message) {
        return place.map(at -> new UserError(at, message)).orElseGet(() -> new UserError(message));
    }

    /** What computes in a session of this choice, and why nothing better does; for the user and the records. */
    public String describe(Session session) {
        return session.description() + note;
    }

    private static Registry.Installed named(RuntimeSection runtime, List<Registry.Installed> backends) {
        return backends.stream()
                .filter(entry -> entry.type().equals(runtime.backend()))
                .findFirst()
                .orElseThrow(() -> located(
                        runtime.backendLocation(),
                        "runtime.backend: there is no backend '" + runtime.backend() + "'; installed are auto, "
                                + names(backends)));
    }

    private static String precision(RuntimeSection runtime, BackendFactory factory) {
        if (!runtime.precision().equals(AUTO)) {
            return runtime.precision();
        }
        return factory.precisions(runtime.device()).contains("bfloat16") ? "bfloat16" : "float32";
    }

    private static String names(List<Registry.Installed> backends) {
        return String.join(", ", backends.stream().map(Registry.Installed::type).toList());
    }

    private static BackendFactory factory(Registry.Installed entry) {
        return (BackendFactory) entry.factory();
    }
}
