// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.UserError;

/** What is written as other tools have it is refused with the way to write it. */
class AdviceTest {

    @TempDir
    private Path temporary;

    private ExperimentFolder folder;

    @BeforeEach
    void open() {
        folder = new ExperimentFolder(temporary);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            depth: 2              | depth: "2"             | depth: found '2', allowed is a whole number from 1 to 10; in quotes it is a text: write it without them, 2
            size: [32, 32]        | size: ["32", 32]       | data.size[0]: found '32', allowed is a whole number from 1 to 16384; in quotes it is a text: write it without them, 32
            learning-rate: 1.0e-3 | learning-rate: "1e-3"  | write it without them, 1e-3
            size: [32, 32]        | drop-last: "true"      | write it without them, true
            """)
    void aNumberInQuotesIsAText(String part, String replacement, String message) {
        assertThat(folder.error(ExperimentFolder.goodBut(part, replacement))).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            depth: 2              | depth: "0"
            depth: 2              | depth: "two"
            depth: 2              | depth: 0
            learning-rate: 1.0e-3 | learning-rate: "off"
            """)
    void whatIsWrongWithoutQuotesAsWellIsNotSaidToBeMendedSo(String part, String replacement) {
        assertThat(folder.error(ExperimentFolder.goodBut(part, replacement))).doesNotContain("quotes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {bg: "0", lv: 1}      | levels.bg: found '0', allowed is a whole number from 0 to 65535; in quotes it is a text: write it without them, 0
            {bg: 0, lv: ["1", 2]} | levels.lv[0]: found '1', allowed is a whole number from 0 to 65535; in quotes it is a text
            {0: bg}               | levels.0: found 'bg', allowed is a whole number from 0 to 65535; the name comes first: write bg: 0
            {"0": "left lung"}    | write "left lung": 0
            """)
    void levelsAreNumbersByName(String levels, String message) {
        String text = ExperimentFolder.goodBut(
                "{type: phantom, patients: 4}",
                "{type: image-folder, root: x, images: 'i/{id}.png', masks: 'm/{id}.png', levels: " + levels + "}");
        assertThat(folder.error(text)).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            size: [32, 32]      | augment: [rotate: {degrees: [-5, 5]}] | a.yaml:5:13: data.augment[0]: the key 'type' is missing; write {type: rotate, degrees: [-5, 5]}; it names an augmentation: | rotate (org.septum.augmentations)
            size: [32, 32]      | augment: [{rotate: }]  | the key 'type' is missing  | ; write {type: rotate}
            size: [32, 32]      | augment: [rotate: 30]  | the key 'type' is missing  | ; write {type: rotate, OPTION: ...}
            metrics: [dice]     | metrics: [dice: {}]    | heads.structures.metrics[0]: the key 'type' is missing | ; write {type: dice}
            type: multiclass    | multiclass:            | a.yaml:9:5: heads.structures: the key 'type' is missing | ; write {type: multiclass}
            type: phantom, patients: 4 | phantom: {patients: 4} | data.dataset: the key 'type' is missing | ; write {type: phantom, patients: 4}
            """)
    void aComponentsNameAsAKey(String part, String replacement, String message, String advice) {
        assertThat(folder.error(ExperimentFolder.goodBut(part, replacement)))
                .contains(message)
                .contains(advice);
    }

    @Test
    void aKeyThatIsNoComponentsNameGetsNoSuchAdvice() {
        assertThat(folder.error(ExperimentFolder.goodBut("type: phantom, patients: 4", "patients: 4")))
                .doesNotContain("; write")
                .doesNotContain("where nothing is written");
    }

    @Test
    void anOptionOfADefaultNeedsTheDefaultsName() {
        assertThat(folder.error(ExperimentFolder.GOOD, "data.split.validation=0"))
                .startsWith(
                        "--set data.split.validation=0: data.split: the key 'type' is missing; where nothing is written it is by-group, and to change that, its name is needed: write"
                                + " {type: by-group, validation: 0}, or give the type with another --set; it names a split: by-group (");
        assertThat(folder.error(ExperimentFolder.GOOD, "model.encoder.norm=none"))
                .contains("where nothing is written it is double-conv, and to change that, its name is needed: write"
                        + " {type: double-conv, norm: none}, or give the type with another --set");
        assertThat(folder.error(ExperimentFolder.goodBut("type: adam, ", "")))
                .contains("where nothing is written it is adam, and to change that, its name is needed: write"
                        + " {type: adam, learning-rate: 1.0e-3}");
        assertThat(folder.read(ExperimentFolder.GOOD, "data.split.validation=0", "data.split.type=by-group")
                        .data()
                        .split()
                        .arguments()
                        .real("validation"))
                .isZero();
    }

    private String variantError(String text, String name, String... overrides) {
        Path file = folder.write("a.yaml", text);
        UserError error =
                catchThrowableOfType(UserError.class, () -> ExperimentFolder.checkVariant(file, name, overrides));
        return error == null ? "" : error.getMessage().replace(temporary + "/", "");
    }

    @Test
    void aVariantsNameStandsForItsSettings() {
        String ablation = ExperimentFolder.GOOD
                + "ablation: {baseline: full, variants: {flat: {model.depth: 1, 'data.size': [16, 16]}}}\n";

        assertThat(variantError(ablation, "flt"))
                .isEqualTo("--variant: the ablation of a.yaml has no variant 'flt'; did you mean 'flat'?; it has full,"
                        + " flat; add another to ablation.variants, where it gets its settings");
        assertThat(variantError(ablation, "flat"))
                .isEqualTo("--variant: 'flat' names the folder alone, and the settings of that variant of a.yaml are"
                        + " others; add --set 'model.depth=1' --set 'data.size=[16, 16]', or let 'septum ablate a.yaml'"
                        + " train it");
        assertThat(variantError(ablation, "flat", "model.depth=1", "data.size=[16,16]"))
                .isEmpty();
        assertThat(variantError(ablation, "full", "seed=3")).isEmpty();
        assertThat(variantError(ExperimentFolder.GOOD, "any")).isEmpty();
        for (String none : List.of("con", "Aux", "nul.2", "COM1", "lpt9.x.y", "a.")) {
            assertThat(variantError(ExperimentFolder.GOOD, none))
                    .isEqualTo("--variant: found the variant '" + none
                            + "'; it names a folder, which Windows could not make; take another name");
        }
        for (String usual : List.of("con2", "com", "com10", "auxiliary", "lr=con", "a.b")) {
            assertThat(variantError(ExperimentFolder.GOOD, usual)).as(usual).isEmpty();
        }
        for (String odd : List.of("../x", "", "-x", ".x", "a/b")) {
            assertThat(variantError(ExperimentFolder.GOOD, odd))
                    .isEqualTo(
                            "--variant: found the variant '" + odd
                                    + "'; it names a folder, so use letters, digits and . _ = , + -, the first a letter or digit");
        }
        assertThat(variantError(ExperimentFolder.GOOD, "x".repeat(256)))
                .isEqualTo("--variant: the name xxxxxxxxxxxxxxxxxxxx... has 256 bytes; it names a folder or file,"
                        + " and file systems allow 255");
    }
}
