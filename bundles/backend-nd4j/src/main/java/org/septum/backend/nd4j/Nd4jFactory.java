// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.WiringError;
import org.septum.api.backend.Backend;
import org.septum.api.backend.BackendFactory;
import org.septum.backend.nd4j.library.CudaDevice;
import org.septum.backend.nd4j.library.NativeLibrary;
import org.septum.backend.nd4j.library.Nd4jRuntime;

/** The backend {@code nd4j}: {@link Nd4jBackend}. */
@Component
@PluginType("nd4j")
public final class Nd4jFactory implements BackendFactory {

    @Override
    public String summary() {
        return "ND4J 1.0.0-M2.1 in float32: every CPU that ND4J knows, and CUDA 11.6";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Backend create(Arguments arguments) {
        return backend();
    }

    /** The backend itself; it starts ND4J when a session is opened. */
    public static Backend backend() {
        return new Nd4jBackend();
    }

    @Override
    public boolean supports(String device) {
        return switch (device) {
            case "cpu" -> NativeLibrary.cpuBuildOnClassPath();
            case "cuda" -> CudaDevice.buildOnClassPath();
            default -> false;
        };
    }

    @Override
    public Map<String, String> diagnose() {
        Map<String, String> facts = new LinkedHashMap<>();
        try {
            facts.put("version", Nd4jRuntime.version());
            facts.put("library", NativeLibrary.describe());
            String obstacle = CudaDevice.obstacle();
            facts.put("CUDA", obstacle == null ? "usable" : "cannot be used: " + obstacle);
            Nd4jRuntime.start();
            facts.put("started", Nd4j.getBackend().getClass().getSimpleName());
            facts.put("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
        } catch (WiringError e) {
            facts.put("started", "no: " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            facts.put("started", "no: " + e);
        }
        return facts;
    }
}
