// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Location;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.backend.Backend;
import org.septum.api.backend.BackendFactory;
import org.septum.api.experiment.RuntimeSection;
import org.septum.services.plugin.Registry;
import org.septum.testkit.reference.ReferenceBackend;

class BackendChoiceTest {

    /** A backend that is there, or not, for the CPU. */
    private record Fake(boolean usable, int preference, List<String> precisions) implements BackendFactory {
        @Override
        public String summary() {
            return "fake";
        }

        @Override
        public Options options() {
            return Options.none();
        }

        @Override
        public Backend create(Arguments arguments) {
            return new ReferenceBackend();
        }

        @Override
        public Map<String, String> diagnose() {
            return Map.of();
        }

        @Override
        public boolean supports(String device) {
            return usable && device.equals("cpu");
        }

        @Override
        public int preference(String device) {
            return preference;
        }

        @Override
        public Optional<String> obstacle(String device) {
            return usable ? Optional.empty() : Optional.of("it is not for this machine");
        }

        @Override
        public List<String> precisions(String device) {
            return precisions;
        }
    }

    private static final Fake PLAIN = new Fake(true, 0, List.of("float32"));
    private static final Fake FAST = new Fake(true, 1, List.of("bfloat16", "float32"));
    private static final Fake ABSENT = new Fake(false, 1, List.of("float32"));

    @Test
    void autoTakesTheBackendThatPrefersTheDeviceMost() {
        BackendChoice choice = choose(FAST, "auto", "cpu", "auto");
        assertThat(choice.name()).isEqualTo("fast");
        assertThat(choice.settings().precision()).isEqualTo("bfloat16");
    }

    @Test
    void anExplicitPrecisionIsKept() {
        assertThat(choose(FAST, "auto", "cpu", "float32").settings().precision())
                .isEqualTo("float32");
    }

    @Test
    void autoFallsBackWhereTheFastBackendCannotBeUsed() {
        BackendChoice choice = choose(ABSENT, "auto", "cpu", "auto");
        assertThat(choice.name()).isEqualTo("plain");
        assertThat(choice.settings().precision()).isEqualTo("float32");
        assertThat(choice.note()).isEqualTo(" (the faster backend fast cannot be used: it is not for this machine)");
        assertThat(choose(ABSENT, "plain", "cpu", "auto").note()).isEmpty();
    }

    @Test
    void aNamedBackendIsTaken() {
        assertThat(choose(FAST, "plain", "cpu", "auto").name()).isEqualTo("plain");
    }

    @Test
    void saysWhatIsInstalled() {
        assertThatThrownBy(() -> choose(FAST, "fastest", "cpu", "auto"))
                .isInstanceOf(UserError.class)
                .hasMessage("runtime.backend: there is no backend 'fastest'; installed are auto, plain, fast");
        assertThatThrownBy(() -> choose(FAST, "auto", "cuda", "auto"))
                .isInstanceOf(WiringError.class)
                .hasMessage("no installed backend can use the device 'cuda'; installed are plain, fast");
    }

    @Test
    void saysWhereTheBackendStandsInTheFile() {
        RuntimeSection runtime = new RuntimeSection(Arguments.located(
                RuntimeSection.DECLARED.options(),
                Map.of("backend", "fastest"),
                Map.of("backend", new Location("a.yaml", 7, 9)),
                new Location("a.yaml", 6, 1)));
        assertThatThrownBy(() -> BackendChoice.of(runtime, 1, List::of))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("a.yaml:7:9: runtime.backend: there is no backend 'fastest'");
    }

    private static BackendChoice choose(Fake fast, String backend, String device, String precision) {
        List<Registry.Installed> entries = List.of(
                new Registry.Installed(Kind.BACKEND, "plain", PLAIN, "org.septum.test", "1.0.0", "test"),
                new Registry.Installed(Kind.BACKEND, "fast", fast, "org.septum.test", "1.0.0", "test"));
        RuntimeSection runtime =
                new RuntimeSection(Map.of("backend", backend, "device", device, "precision", precision, "threads", 2));
        return BackendChoice.of(runtime, 1, () -> entries);
    }
}
