// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake is refused where it stands, with what was found, what is allowed and the nearest name. */
class ExperimentErrorsTest {

    @TempDir
    private Path temporary;

    private ExperimentFolder folder;

    @BeforeEach
    void open() {
        folder = new ExperimentFolder(temporary);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: small          | nam: small            | a.yaml:2:1: unknown key 'nam' in the experiment; did you mean 'name'?
            size: [32, 32]       | sise: [32, 32]        | a.yaml:5:3: unknown key 'sise' in 'data'; did you mean 'size'?
            depth: 2             | dept: 2               | a.yaml:6:21: unknown key 'dept' in model 'unet'; did you mean 'depth'?
            metrics: [dice]      | metrisc: [dice]       | a.yaml:11:5: unknown key 'metrisc' in head 'multiclass'; did you mean 'metrics'?
            learning-rate: 1.0e-3 | Learning-Rate: 1.0e-3 | a.yaml:12:25: unknown key 'Learning-Rate' in optimizer 'adam'; did you mean 'learning-rate'?
            {epochs: 2}          | {epochs: 2, x: 1}     | a.yaml:13:23: unknown key 'x' in 'training'; allowed are epochs
            """)
    void misspeltKeys(String part, String replacement, String message) {
        assertThat(folder.error(ExperimentFolder.goodBut(part, replacement))).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            depth: 2              | depth: two             | a.yaml:6:28: depth: found 'two', allowed is a whole number from 1 to
            depth: 2              | depth: 2.5             | a.yaml:6:28: depth: found '2.5', allowed is a whole number
            depth: 2              | depth: "2"             | a.yaml:6:28: depth: found '2', allowed is a whole number
            depth: 2              | depth: 0               | a.yaml:6:28: depth: found 0, allowed is a whole number from 1 to
            depth: 2              | depth: [2]             | a.yaml:6:28: depth: found a list of 1, allowed is a whole number
            learning-rate: 1.0e-3 | learning-rate: -1      | a.yaml:12:40: learning-rate: found -1.0, allowed is a number of at least 0
            learning-rate: 1.0e-3 | learning-rate: 1e999   | a.yaml:12:40: learning-rate: found Infinity, allowed is a number
            learning-rate: 1.0e-3 | learning-rate: 1_000   | a.yaml:12:40: learning-rate: found '1_000', allowed is a number
            size: [32, 32]        | size: [32, x]          | a.yaml:5:14: data.size[1]: found 'x', allowed is a whole number from 1 to
            size: [32, 32]        | size: [32]             | a.yaml:5:9: data.size: found [32], allowed is a list of 2 values
            {epochs: 2}           | 2                      | a.yaml:13:11: training: found '2', allowed is a mapping with epochs
            metrics: [dice]       | metrics: dice          | a.yaml:11:14: heads.structures.metrics: found 'dice', allowed is a list of components
            metrics: [dice]       | metrics: [dice, dice]  | a.yaml:11:21: heads.structures.metrics: the metric 'dice' stands twice
            name: small           | name: a/b              | a.yaml:2:7: name: found 'a/b'; it names a folder
            name: small           | name: nul              | a.yaml:2:7: name: found 'nul'; it names a folder, which Windows could not make
            name: small           | name: small.           | a.yaml:2:7: name: found 'small.'; it names a folder, which Windows could not make
            septum: 1             | septum: 2              | a.yaml:1:9: septum: found 2, allowed is a whole number from 1 to 1
            base-channels: 4      | weights: [a]           | a.yaml:6:40: model.weights: found a list of 1, allowed is a text
            """)
    void wrongTypesAndRanges(String part, String replacement, String message) {
        assertThat(folder.error(ExperimentFolder.goodBut(part, replacement))).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: unet          | type: unett     | a.yaml:6:15: model: there is no model 'unett'; did you mean 'unet'?; installed are
            loss: cross-entropy | loss: crossentropy | a.yaml:10:11: heads.structures.loss: there is no loss 'crossentropy'; did you mean 'cross-entropy'?
            metrics: [dice]     | metrics: [{type: dise}] | a.yaml:11:22: heads.structures.metrics[0]: there is no metric 'dise'; did you mean 'dice'?
            base-channels: 4    | encoder: {type: double-conv, norm: bach} | a.yaml:6:66: norm: there is no normalization 'bach'; did you mean 'batch'?
            """)
    void unknownTypes(String part, String replacement, String message) {
        assertThat(folder.error(ExperimentFolder.goodBut(part, replacement))).startsWith(message);
    }

    @Test
    void anUnknownTypeNamesTheBundlesThatOfferOthersButGuessesNothingFarOff() {
        assertThat(folder.error(ExperimentFolder.goodBut("type: unet", "type: transformer")))
                .contains("unet (org.septum.models)")
                .doesNotContain("did you mean")
                .doesNotContain("multiclass");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: small             | seed: 1     | a.yaml:1:1: the key 'name' is missing
            size: [32, 32]          | batch-size: 1 | a.yaml:4:3: the key 'data.size' is missing
            {epochs: 2}             | {}          | a.yaml:13:11: the key 'training.epochs' is missing
            loss: cross-entropy     | weight: 1   | a.yaml:9:5: the key 'heads.structures.loss' is missing
            type: multiclass        | weight: 1   | a.yaml:9:5: heads.structures: the key 'type' is missing; it names a head: binary (org.septum.heads), multiclass
            type: phantom, patients: 4 | type: acdc  | a.yaml:4:12: missing option 'root'
            """)
    void missingKeys(String part, String replacement, String message) {
        assertThat(folder.error(ExperimentFolder.goodBut(part, replacement))).startsWith(message);
    }

    @Test
    void aMissingFileNamesItsNeighbour() {
        folder.write("quickstart.yaml", ExperimentFolder.GOOD);
        assertThat(catchThrowable(() -> ExperimentFolder.readFile(temporary.resolve("quikstart.yaml"))))
                .hasMessageContaining("there is no such experiment file; did you mean '")
                .hasMessageContaining("quickstart.yaml'?");
    }
}
