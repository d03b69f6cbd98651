// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The settings of a resolved experiment by their paths, and which of them change no result. */
class SettingsTest {

    private static final String RESOLVED = """
            name: x
            data:
              dataset:
                type: image-folder
                root: here
              augment:
                - {type: rotate, degrees: [-30.0, 30.0]}
                - {type: flip-horizontal, probability: 0.5}
            optimizer:
              type: adam
              learning-rate: 0.001
            report: [console]
            runtime:
              threads: auto
            """;

    private static Settings changed(String from, String to) {
        return Settings.of(RESOLVED.replace(from, to));
    }

    @Test
    void namesWhatDiffersByItsKey() {
        Settings settings = Settings.of(RESOLVED);
        assertThat(settings.value("data.augment[1]")).isEqualTo("{type: flip-horizontal, probability: 0.5}");
        assertThat(settings.keysChangedIn(changed("0.001", "0.01"))).containsExactly("optimizer.learning-rate");
        assertThat(settings.keysChangedIn(changed("probability: 0.5", "probability: 0.6")))
                .containsExactly("data.augment[1]");
    }

    @Test
    void placesThreadsAndReportsAreNoPartOfTheIdentity() {
        String identity = Settings.of(RESOLVED).identity();
        assertThat(changed("root: here", "root: there").identity()).isEqualTo(identity);
        assertThat(changed("threads: auto", "threads: 1").identity()).isEqualTo(identity);
        assertThat(changed("[console]", "[]").identity()).isEqualTo(identity);
        assertThat(changed("0.001", "0.01").identity()).isNotEqualTo(identity);
        assertThat(changed("rotate", "flip-vertical").identity()).isNotEqualTo(identity);
    }
}
