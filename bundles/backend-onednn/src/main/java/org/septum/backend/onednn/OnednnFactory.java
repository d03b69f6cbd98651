// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.backend.Backend;
import org.septum.api.backend.BackendFactory;
import org.septum.backend.onednn.library.Library;

/** The backend {@code onednn}: {@link OnednnBackend}. */
@Component
@PluginType("onednn")
public final class OnednnFactory implements BackendFactory {

    private static final String CPU = "cpu";

    @Override
    public String summary() {
        return "oneDNN 3 in float32 or bfloat16: x86-64 processors with AVX-512, the fastest there";
    }

    @Override
    public Options options() {
        return Options.none();
    }

    @Override
    public Backend create(Arguments arguments) {
        return backend();
    }

    /** The backend itself; it loads the native library when a session is opened. */
    public static Backend backend() {
        return new OnednnBackend();
    }

    @Override
    public boolean supports(String device) {
        return device.equals(CPU) && Library.obstacle().isEmpty();
    }

    @Override
    public int preference(String device) {
        return 1;
    }

    @Override
    public Optional<String> obstacle(String device) {
        return device.equals(CPU) ? Library.obstacle() : Optional.empty();
    }

    @Override
    public List<String> precisions(String device) {
        return supports(device) && Library.hasBfloat16() ? List.of("bfloat16", "float32") : List.of("float32");
    }

    @Override
    public Map<String, String> diagnose() {
        Map<String, String> facts = new LinkedHashMap<>();
        Optional<String> obstacle = Library.obstacle();
        if (obstacle.isPresent()) {
            facts.put("usable", "no: " + obstacle.get());
            return facts;
        }
        facts.put("version", Library.version());
        facts.put("instructions", Library.instructions());
        facts.put("precisions", String.join(", ", precisions(CPU)));
        facts.put("usable", "yes");
        return facts;
    }
}
