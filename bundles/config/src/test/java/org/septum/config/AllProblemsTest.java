// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.services.experiment.Problems;

/** A file's mistakes are told together, in the words of those who come from other tools. */
class AllProblemsTest {

    @TempDir
    private Path temporary;

    private ExperimentFolder folder;

    @BeforeEach
    void open() {
        folder = new ExperimentFolder(temporary);
    }

    private List<String> problems(String text) {
        UserError error = catchThrowableOfType(UserError.class, () -> folder.read(text));
        return error.problems().stream()
                .map(problem -> problem.replace(temporary + "/", ""))
                .toList();
    }

    @Test
    void allSectionsAreReadToTheirEnd() {
        String text = """
                septum: 1
                name: small
                data:
                  dataset: {type: phantom, patients: x, slices: 0}
                  sise: [32, 32]
                model: {type: unet, depth: 0}
                heads:
                  structures: {type: multiclass, loss: cross-entropy, metrics: [dise, dice]}
                  other: {type: multiclas, loss: dic}
                optimizer: {type: adam, lr: 1.0e-3}
                training: {epoch: 2, stop: [nothing]}
                """;
        assertThat(problems(text))
                .extracting(problem -> problem.replaceAll(";.*|, allowed.*", ""))
                .containsExactly(
                        "a.yaml:5:3: unknown key 'sise' in 'data'",
                        "a.yaml:4:38: patients: found 'x'",
                        "a.yaml:4:49: slices: found 0",
                        "a.yaml:6:28: depth: found 0",
                        "a.yaml:8:65: heads.structures.metrics[0]: there is no metric 'dise'",
                        "a.yaml:9:17: heads.other: there is no head 'multiclas'",
                        "a.yaml:9:34: heads.other.loss: there is no loss 'dic'",
                        "a.yaml:10:25: unknown key 'lr' in optimizer 'adam'",
                        "a.yaml:11:12: unknown key 'epoch' in 'training'",
                        "a.yaml:11:29: training.stop[0]: there is no stopping rule 'nothing'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            learning-rate: 1.0e-3 | lr: 1.0e-3            | did you mean 'learning-rate'?
            learning-rate: 1.0e-3 | learning_rate: 1.0e-3 | did you mean 'learning-rate'?
            name: small           | batch_size: 4         | did you mean 'data.batch-size'?
            name: small           | epochs: 4             | did you mean 'training.epochs'?
            name: small           | lr: 4                 | did you mean 'optimizer.learning-rate'?
            name: small           | loss: dice            | did you mean 'heads.NAME.loss'?
            epochs: 2             | batch_size: 2         | did you mean 'data.batch-size'?
            epochs: 2             | max_epochs: 2         | did you mean 'epochs'?
            depth: 2              | in_channels: 1        | the data say how many channels there are; leave it out
            depth: 2              | features_per_stage: 4 | did you mean 'channels-per-level'?
            depth: 2              | num_classes: 4        | the head and the dataset's labels say what the classes are
            size: [32, 32]        | image_size: [32, 32]  | did you mean 'size'?
            """)
    void otherToolsNamesLeadToTheSetting(String part, String replacement, String message) {
        assertThat(folder.error(ExperimentFolder.goodBut(part, replacement)))
                .contains("unknown key '")
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            images: {id}_img.png             | if the text {id}_img.png is meant, put it in quotes: images: "{id}_img.png"
            f: {images: a/{id}.png, b: 1}    | if the text a/{id}.png is meant, put it in quotes: f: {images: "a/{id}.png", b: 1}
            o: {rate: ${LR:1e-3}}            | if the text ${LR:1e-3} is meant, put it in quotes: o: {rate: "${LR:1e-3}"}
            images: *_img.png                | if the text *_img.png is meant, put it in quotes: images: "*_img.png"
            images: @data/x                  | if the text @data/x is meant, put it in quotes: images: "@data/x"
            images: [a]_img.png              | if the text [a]_img.png is meant, put it in quotes: images: "[a]_img.png"
            """)
    void aTextThatNeedsQuotesIsShownInQuotes(String line, String advice) {
        assertThat(folder.error("septum: 1\n" + line + "\nname: x\n"))
                .contains("this is not YAML: ")
                .endsWith(advice);
    }

    @Test
    void whatQuotesDoNotMendGetsNoSuchAdvice() {
        assertThat(folder.error("septum: 1\na: {b: [1\nname: x\n")).doesNotContain("in quotes");
    }

    @Test
    void otherEncodingsAreNamed() throws Exception {
        Path file = temporary.resolve("a.yaml");
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            Files.writeString(file, ExperimentFolder.GOOD, charset);
            assertThat(catchThrowableOfType(UserError.class, () -> ExperimentFolder.readFile(file)))
                    .hasMessageContaining("this file is in UTF-16, as Windows PowerShell's > writes it;");
        }
        Files.writeString(file, "septum: 1\nname: caf\u00e9\n", StandardCharsets.ISO_8859_1);
        assertThat(catchThrowableOfType(UserError.class, () -> ExperimentFolder.readFile(file)))
                .hasMessageContaining("a.yaml:2: this line is not UTF-8: byte 20 of the file is 0xe9;");
        Files.writeString(file, "\ufeff" + ExperimentFolder.GOOD);
        assertThat(ExperimentFolder.readFile(file).name()).isEqualTo("small");
    }

    @Test
    void mergeKeysTakeWhatTheMappingDoesNotSay() {
        Experiment read = folder.read(ExperimentFolder.goodBut("heads:\n  structures:", """
                heads:
                  other: &other {type: multiclass, loss: dice, weight: 0.5}
                  both: {<<: [*other, {weight: 3, metrics: [iou]}], weight: 2}
                  structures:"""));
        assertThat(read.heads().get(1).weight()).isEqualTo(2);
        assertThat(read.heads().get(1).loss().type()).isEqualTo("dice");
        assertThat(read.heads().get(1).metrics().get(0).type()).isEqualTo("iou");
        assertThat(folder.error(ExperimentFolder.goodBut("{epochs: 2}", "{<<: 3, epochs: 2}")))
                .isEqualTo(
                        "a.yaml:13:12: <<: found '3', allowed is an alias of a mapping, as in <<: *common, or a list of"
                                + " such aliases");
    }

    @Test
    void aNameFitsIntoFileSystems() {
        assertThat(folder.read(ExperimentFolder.goodBut("name: small", "name: " + "x".repeat(255)))
                        .name())
                .hasSize(255);
        assertThat(folder.error(ExperimentFolder.goodBut("name: small", "name: " + "x".repeat(256))))
                .isEqualTo(
                        "a.yaml:2:7: name: the name xxxxxxxxxxxxxxxxxxxx... has 256 bytes; it names a folder or file, and"
                                + " file systems allow 255");
    }

    /** A value means the same in the file, in --set, in a variant and in the environment. */
    @Test
    void scalarsAreReadAlikeEverywhere() {
        String text = ExperimentFolder.goodBut("learning-rate: 1.0e-3", "learning-rate: \"${SEPTUM_UNSET:1e-3}\"")
                        .replace("name: small", "name: small\nseed: ${SEPTUM_UNSET:3}")
                + "ablation:\n"
                + "  variants:\n"
                + "    a: {optimizer.learning-rate: 1e-4, optimizer.clip-norm: 12}\n"
                + "    b: {optimizer.learning-rate: \"${SEPTUM_UNSET:1e-5}\", optimizer.clip-norm: ~}\n"
                + "    c: {data.size: \"${SEPTUM_UNSET:[64, 32]}\"}\n";
        Problems problems = new Problems();
        Path file = folder.write("a.yaml", text);
        Map<String, Experiment> variants = ExperimentFolder.variants(file, problems);
        assertThat(problems.all()).isEmpty();
        assertThat(variants.keySet())
                .containsExactly(
                        "variant 'base', seed 3", "variant 'a', seed 3", "variant 'b', seed 3", "variant 'c', seed 3");
        assertThat(variants.values())
                .extracting(read -> read.optimizer().arguments().real("learning-rate"))
                .containsExactly(1e-3, 1e-4, 1e-5, 1e-3);
        assertThat(variants.values())
                .extracting(read -> read.optimizer().arguments().has("clip-norm"))
                .containsExactly(false, true, false, false);
        assertThat(variants.get("variant 'c', seed 3").data().height()).isEqualTo(64);
        assertThat(ExperimentFolder.readFile(file, "optimizer.learning-rate=${SEPTUM_UNSET:1e-6}", "seed=~")
                        .seed())
                .isEqualTo(1);
    }

    @Test
    void everyVariantThatCannotBeReadIsTold() {
        String text =
                ExperimentFolder.GOOD + "ablation:\n  variants:\n    a: {model.depth: x}\n    b: {model.deep: 1}\n"
                        + "    c: {model.depth: 3}\n  seeds: [1, 2]\n";
        Problems problems = new Problems();
        Map<String, Experiment> variants = ExperimentFolder.variants(folder.write("a.yaml", text), problems);
        assertThat(problems.all())
                .extracting(problem -> problem.replaceAll("[,;] (allowed|did).*", ""))
                .containsExactly(
                        "variant 'a', seed 1, and 1 more: --set model.depth=x: depth: found 'x'",
                        "variant 'b', seed 1, and 1 more: --set model.deep=1: unknown key 'deep' in model 'unet'");
        assertThat(variants).hasSize(4);
    }
}
