// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which settings differ, and which of them change no result. */
class SettingsTest {

    private static final Map<String, String> VALUES = Map.of(
            "name", "x",
            "data.dataset.type", "image-folder",
            "data.dataset.root", "here",
            "data.augment[0]", "{type: rotate, degrees: [-30.0, 30.0]}",
            "optimizer.learning-rate", "0.001",
            "report", "[console]",
            "runtime.threads", "auto");

    private static Settings changed(String key, String value) {
        Map<String, String> values = new LinkedHashMap<>(VALUES);
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
        return new Settings(values);
    }

    @Test
    void namesWhatDiffersByItsKey() {
        Settings settings = new Settings(VALUES);
        assertThat(settings.keysChangedIn(changed("optimizer.learning-rate", "0.01")))
                .containsExactly("optimizer.learning-rate");
        assertThat(settings.keysChangedIn(changed("name", null))).containsExactly("name");
        assertThat(settings.keysChangedIn(changed("name", "none"))).containsExactly("name");
        assertThat(changed("name", null).keysChangedIn(changed("name", "null"))).containsExactly("name");
        assertThat(settings.keysChangedIn(changed("name", "x"))).isEmpty();
    }

    @Test
    void placesThreadsAndReportsAreNoPartOfTheIdentity() {
        String identity = changed("name", "x").identity();
        assertThat(changed("data.dataset.root", "there").identity()).isEqualTo(identity);
        assertThat(changed("runtime.threads", "1").identity()).isEqualTo(identity);
        assertThat(changed("report", "[]").identity()).isEqualTo(identity);
        assertThat(changed("optimizer.learning-rate", "0.01").identity()).isNotEqualTo(identity);
        assertThat(changed("data.augment[0]", "{type: flip-vertical}").identity())
                .isNotEqualTo(identity);
    }
}
