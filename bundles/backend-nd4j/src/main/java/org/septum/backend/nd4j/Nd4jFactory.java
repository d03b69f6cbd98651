// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.backend.Backend;
import org.septum.api.backend.BackendFactory;

/** The backend {@code nd4j}: {@link Nd4jBackend}. */
@Component
@PluginType("nd4j")
public final class Nd4jFactory implements BackendFactory {

    private static final String CPU = "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class";
    private static final String CUDA = "org/nd4j/linalg/jcublas/JCublasBackend.class";

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
        return onClassPath(device.equals("cuda") ? CUDA : CPU);
    }

    static boolean onClassPath(String resource) {
        ClassLoader loader = org.nd4j.linalg.factory.Nd4j.class.getClassLoader();
        return loader.getResource(resource) != null;
    }

    @Override
    public Map<String, String> diagnose() {
        Map<String, String> facts = new LinkedHashMap<>();
        try {
            int threads = Runtime.getRuntime().availableProcessors();
            facts.put("ND4J", Nd4jRuntime.description(threads));
            facts.put("native library", NativeLibrary.describe());
            facts.put(
                    "CUDA build",
                    onClassPath(CUDA)
                            ? "nd4j-cuda-11.6 on the class path (compute capability 3.7 to 8.9)"
                            : "not on the class path; it is fetched when an experiment asks for runtime.device: cuda");
        } catch (RuntimeException | LinkageError e) {
            facts.put("ND4J", "cannot be started: " + e);
        }
        return facts;
    }
}
