// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.services.experiment.Problems;

/** A folder of experiment files under test. */
record ExperimentFolder(Path folder) {

    /** An experiment without mistakes; the tests change one thing in it. */
    static final String GOOD = """
            septum: 1
            name: small
            data:
              dataset: {type: phantom, patients: 4}
              size: [32, 32]
            model: {type: unet, depth: 2, base-channels: 4}
            heads:
              structures:
                type: multiclass
                loss: cross-entropy
                metrics: [dice]
            optimizer: {type: adam, learning-rate: 1.0e-3}
            training: {epochs: 2}
            """;

    private static final YamlExperimentReader READER = new YamlExperimentReader(new NeighbouringComponents());

    static Experiment readFile(Path file, String... overrides) {
        return READER.read(file, List.of(overrides));
    }

    static Map<String, Experiment> variants(Path file, Problems problems) {
        return READER.variants(file, List.of(), problems);
    }

    static void checkVariant(Path file, String name, String... overrides) {
        READER.checkVariant(file, List.of(overrides), name);
    }

    Experiment recorded(String text, String... overrides) {
        return READER.recorded(write("a.yaml", text), List.of(overrides));
    }

    static Map<String, String> settings(String resolved) {
        return READER.settings(resolved, "a.lock");
    }

    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Experiment read(String text, String... overrides) {
        return readFile(write("a.yaml", text), overrides);
    }

    /** The experiment without mistakes, one part of its text replaced. */
    static String goodBut(String part, String replacement) {
        assertThat(GOOD).contains(part);
        return GOOD.replace(part, replacement);
    }

    /** The message that refuses a text, with the folder's own path left out. */
    String error(String text, String... overrides) {
        UserError error = catchThrowableOfType(UserError.class, () -> read(text, overrides));
        assertThat(error).as("the error for\n" + text).isNotNull();
        return error.getMessage().replace(folder + "/", "");
    }
}
