// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.List;
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
 * The backend and settings that {@code runtime:} asks for, {@code auto} resolved.
 *
 * @param name the backend's type name
 */
record BackendChoice(String name, Backend backend, RuntimeSettings settings) {

    static BackendChoice of(RuntimeSection runtime, long seed, Registry registry) {
        List<Registry.Entry> backends = registry.components().stream()
                .filter(entry -> entry.kind() == Kind.BACKEND)
                .toList();
        Optional<Registry.Entry> chosen = runtime.backend().equals("auto")
                ? backends.stream()
                        .filter(entry -> factory(entry).supports(runtime.device()))
                        .findFirst()
                : backends.stream()
                        .filter(entry -> entry.type().equals(runtime.backend()))
                        .findFirst();
        Registry.Entry entry = chosen.orElseThrow(() -> missing(runtime, backends));
        String precision = runtime.precision().equals("auto") ? "float32" : runtime.precision();
        int threads = runtime.threads().orElse(Runtime.getRuntime().availableProcessors());
        Backend backend = factory(entry).create(Arguments.of(factory(entry).options(), java.util.Map.of()));
        return new BackendChoice(
                entry.type(), backend, new RuntimeSettings(runtime.device(), precision, threads, seed));
    }

    private static RuntimeException missing(RuntimeSection runtime, List<Registry.Entry> backends) {
        List<String> names = backends.stream().map(Registry.Entry::type).toList();
        if (runtime.backend().equals("auto")) {
            return new WiringError("no installed backend can use the device '" + runtime.device() + "'; installed are "
                    + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        return new UserError("runtime.backend: there is no backend '" + runtime.backend() + "'; installed are auto, "
                + String.join(", ", names));
    }

    private static BackendFactory factory(Registry.Entry entry) {
        return (BackendFactory) entry.factory();
    }
}
