// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.backend.Backend;
import org.septum.api.backend.BackendFactory;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.experiment.Experiment.RuntimeSection;
import org.septum.api.run.Registry;

/**
 * The backend and settings that {@code runtime:} asks for, {@code auto} resolved: of the backends that can use the device
 * the one that prefers it most, and bfloat16 where the device computes it in hardware.
 *
 * @param name the backend's type name
 */
record BackendChoice(String name, Backend backend, RuntimeSettings settings) {

    private static final System.Logger LOG = System.getLogger(BackendChoice.class.getName());
    private static final String AUTO = "auto";

    static BackendChoice of(RuntimeSection runtime, long seed, Registry registry) {
        List<Registry.Entry> backends = registry.components().stream()
                .filter(entry -> entry.kind() == Kind.BACKEND)
                .toList();
        Registry.Entry entry = runtime.backend().equals(AUTO) ? best(runtime, backends) : named(runtime, backends);
        BackendFactory factory = factory(entry);
        int threads = runtime.threads().orElse(Runtime.getRuntime().availableProcessors());
        RuntimeSettings settings = new RuntimeSettings(runtime.device(), precision(runtime, factory), threads, seed);
        Backend backend = factory.create(Arguments.of(factory.options(), Map.of()));
        return new BackendChoice(entry.type(), backend, settings);
    }

    private static Registry.Entry best(RuntimeSection runtime, List<Registry.Entry> backends) {
        String device = runtime.device();
        Registry.Entry best = backends.stream()
                .filter(entry -> factory(entry).supports(device))
                .max(Comparator.comparingInt(entry -> factory(entry).preference(device)))
                .orElseThrow(() -> new WiringError("no installed backend can use the device '" + device
                        + "'; installed are " + (backends.isEmpty() ? "none" : names(backends))));
        for (Registry.Entry other : backends) {
            Optional<String> obstacle = factory(other).obstacle(device);
            if (obstacle.isPresent()
                    && factory(other).preference(device) > factory(best).preference(device)) {
                LOG.log(
                        Level.WARNING,
                        "runtime.backend: auto takes {0}; the faster {1} cannot be used: {2}",
                        best.type(),
                        other.type(),
                        obstacle.get());
            }
        }
        return best;
    }

    private static Registry.Entry named(RuntimeSection runtime, List<Registry.Entry> backends) {
        return backends.stream()
                .filter(entry -> entry.type().equals(runtime.backend()))
                .findFirst()
                .orElseThrow(() -> new UserError("runtime.backend: there is no backend '" + runtime.backend()
                        + "'; installed are auto, " + names(backends)));
    }

    private static String precision(RuntimeSection runtime, BackendFactory factory) {
        if (!runtime.precision().equals(AUTO)) {
            return runtime.precision();
        }
        return factory.precisions(runtime.device()).contains("bfloat16") ? "bfloat16" : "float32";
    }

    private static String names(List<Registry.Entry> backends) {
        return String.join(", ", backends.stream().map(Registry.Entry::type).toList());
    }

    private static BackendFactory factory(Registry.Entry entry) {
        return (BackendFactory) entry.factory();
    }
}
