// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;

/** What a resolved experiment says, whatever its names are and however it is laid out. */
class FlatSettingsTest {

    private static final String RESOLVED = """
            name: x
            data:
              dataset:
                type: image-folder
                root: "a: b #c"
                levels:
                  "scar: old": [1]
                  "scar: new": [2]
                  v1.5: 3
              augment:
                - {type: rotate, degrees: [-30.0, 30.0]}
                - {type: flip-horizontal, probability: 0.5}
            optimizer:
              type: adam
              learning-rate: 1.0e-3
            report: [console, "2"]
            stop: []
            """;

    @Test
    void everyValueHasItsPath() {
        assertThat(ExperimentFolder.settings(RESOLVED))
                .containsExactly(
                        Map.entry("name", "x"),
                        Map.entry("data.dataset.type", "image-folder"),
                        Map.entry("data.dataset.root", "\"a: b #c\""),
                        Map.entry("data.dataset.levels.\"scar: old\"", "[1]"),
                        Map.entry("data.dataset.levels.\"scar: new\"", "[2]"),
                        Map.entry("data.dataset.levels.\"v1.5\"", "3"),
                        Map.entry("data.augment[0]", "{type: rotate, degrees: [-30.0, 30.0]}"),
                        Map.entry("data.augment[1]", "{type: flip-horizontal, probability: 0.5}"),
                        Map.entry("optimizer.type", "adam"),
                        Map.entry("optimizer.learning-rate", "1.0e-3"),
                        Map.entry("report", "[console, \"2\"]"),
                        Map.entry("stop", "[]"));
    }

    @Test
    void theLayoutMakesNoDifference() {
        String other = """
                # a comment
                stop: [ ]
                report:
                - 'console'
                - "2"   # and another
                optimizer: {learning-rate: 1.0e-3, "type": adam}
                data: {augment: [{type: rotate, degrees: [-30.0, 30.0]}, {type: 'flip-horizontal', probability: 0.5}],
                  dataset: {type: image-folder, root: 'a: b #c', levels: {v1.5: 3, "scar\\x3a new": [2], 'scar: old': [1]}}}
                name: "\\u0078"
                """;
        assertThat(ExperimentFolder.settings(other)).isEqualTo(ExperimentFolder.settings(RESOLVED));
        assertThat(ExperimentFolder.settings(other.replace("\n", "\r\n")))
                .isEqualTo(ExperimentFolder.settings(RESOLVED));
    }

    @Test
    void whatIsOtherIsTold() {
        Map<String, String> settings = ExperimentFolder.settings(RESOLVED);
        for (String[] change : new String[][] {
            {"old\": [1]", "old\": [7]"},
            {"\"2\"", "2"},
            {"v1.5: 3", "v1:\n        \"5\": 3"},
            {"[]", "{}"},
            {"adam", "null"},
            {"- {type: rotate", "- {type: rotate, x: 1"},
            {"1.0e-3", "0.001"}
        }) {
            assertThat(ExperimentFolder.settings(RESOLVED.replace(change[0], change[1])))
                    .as(change[1])
                    .isNotEqualTo(settings);
        }
        assertThatThrownBy(() -> ExperimentFolder.settings("- a\n"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("a.lock: this is no experiment");
    }

    @Test
    void anExperimentHasThoseOfItsText(@TempDir Path temporary) {
        Experiment read = new ExperimentFolder(temporary).read(ExperimentFolder.GOOD);
        assertThat(read.settings())
                .isEqualTo(ExperimentFolder.settings(read.resolved()))
                .hasSizeGreaterThan(30);
    }
}
