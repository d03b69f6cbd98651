// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.Component;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.config.merge.Setting;

/** Overrides with {@code --set}. */
class SettingTest {

    @TempDir
    private Path temporary;

    private ExperimentFolder folder;

    @BeforeEach
    void open() {
        folder = new ExperimentFolder(temporary);
    }

    private Experiment set(String... overrides) {
        return folder.read(ExperimentFolder.GOOD, overrides);
    }

    @Test
    void nestedKeysListsAndMappings() {
        Experiment read = set(
                "optimizer.learning-rate=1e-4",
                "data.size=[16, 48]",
                "data.size[0]=24",
                "data.augment=[{type: rotate, degrees: [-5, 5]}, flip-vertical]",
                "data.augment[0].degrees[1]=7",
                "heads.structures.metrics[0].type=iou");
        assertThat(read.optimizer().arguments().real("learning-rate")).isEqualTo(1e-4);
        assertThat(read.data().height()).isEqualTo(24);
        assertThat(read.data().width()).isEqualTo(48);
        assertThat(read.data().augmentations()).extracting(Component::type).containsExactly("rotate", "flip-vertical");
        assertThat(read.data().augmentations().get(0).arguments().list("degrees", Double.class))
                .containsExactly(-5.0, 7.0);
        assertThat(read.heads().get(0).metrics()).extracting(Component::type).containsExactly("iou");
    }

    @Test
    void newKeysAreMadeOnTheWay() {
        assertThat(set("runtime.loader-threads=3").runtime().loaderThreads()).isEqualTo(3);
        assertThat(set("evaluation.flip=true").evaluation().flip()).isTrue();
    }

    /** A component written as a name alone takes options like any other. */
    @Test
    void optionsOfAComponentWrittenAsItsName() {
        Component loss = set("heads.structures.loss.type=bce", "heads.structures.loss=cross-entropy")
                .heads()
                .get(0)
                .loss();
        assertThat(loss.type()).isEqualTo("cross-entropy");
        String text = ExperimentFolder.goodBut("base-channels: 4", "encoder: double-conv");
        Component encoder = (Component) folder.read(text, "model.encoder.norm=none")
                .model()
                .model()
                .arguments()
                .asMap()
                .get("encoder");
        assertThat(((Component) encoder.arguments().asMap().get("norm")).type()).isEqualTo("none");
    }

    @Test
    void quotesAndSpecialCharactersAreYaml() {
        String[] folderOptions = {
            "data.dataset={type: image-folder, root: x, images: '{id}.png', masks: '{id}.png', levels: {bg: 0, lv: 1}}",
            "data.dataset.root=\"a = b: #c\"",
            "data.dataset.source=it's 5 = five",
            "data.dataset.levels.rv=[2, 3]"
        };
        Component dataset = set(folderOptions).data().dataset();
        assertThat(dataset.arguments().text("root")).isEqualTo("a = b: #c");
        assertThat(dataset.arguments().text("source")).isEqualTo("it's 5 = five");
        assertThat(dataset.arguments().asMap().get("levels"))
                .isEqualTo(Map.of("bg", List.of(0L), "lv", List.of(1L), "rv", List.of(2L, 3L)));
    }

    /** A shell has no comments inside an argument; folders have such names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data/set #2",
                "#1",
                "%r",
                "*.png",
                "&a",
                "!x",
                "@home",
                "a | b",
                "> c",
                "`d`",
                "it's \"e\"",
                "a, b",
                "5 # of 7",
                "C:\\data",
                "]"
            })
    void aTextArrivesWhole(String text) {
        String[] overrides = {"data.dataset={type: acdc}", "data.dataset.root=" + text};
        assertThat(set(overrides).data().dataset().arguments().text("root")).isEqualTo(text);
    }

    @Test
    void anEmptyValueIsTheDefault() {
        assertThat(set("optimizer.learning-rate=").optimizer().arguments().real("learning-rate"))
                .isEqualTo(set("optimizer={type: adam}").optimizer().arguments().real("learning-rate"));
        assertThat(set("evaluation=").evaluation().flip()).isFalse();
    }

    @Test
    void anotherTypeDropsTheOptionsOfTheFileButNoneOfTheCommandLine() {
        String[] inAnyOrder = {"data.dataset.root=x", "data.dataset.type=acdc"};
        assertThat(set(inAnyOrder).data().dataset().arguments().asMap())
                .containsEntry("root", "x")
                .doesNotContainKey("patients");
        Experiment binary = set("heads.structures.type=binary", "heads.structures.loss=bce");
        assertThat(binary.heads().get(0).metrics()).extracting(Component::type).containsExactly("dice");
    }

    /** What a head keeps is the head's: an option of its loss may have the same name. */
    @Test
    void whatIsKeptStandsBesideAHeadOrAModelAlone() {
        String weighted = ExperimentFolder.goodBut(
                "loss: cross-entropy", "loss: {type: weighted-sum, losses: [cross-entropy], weights: [2]}");
        Experiment read = folder.read(weighted, "heads.structures.loss.type=cross-entropy");
        assertThat(read.heads().get(0).loss().arguments().asMap()).doesNotContainKey("weights");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            optimizer.learning-rat=1   | --set optimizer.learning-rat=1: unknown key 'learning-rat' in optimizer 'adam'; did you mean 'learning-rate'?
            optimiser.learning-rate=1  | --set optimiser.learning-rate=1: unknown key 'optimiser' in the experiment; did you mean 'optimizer'?
            training.epochs=many       | --set training.epochs=many: training.epochs: found 'many', allowed is a whole number
            data.size[2]=4             | --set data.size[2]=4: '2' is no element of a list of 2; write an index from 0 to 1
            data.size.height=4         | --set data.size.height=4: 'height' is no element of a list of 2
            data.augment[0]=flip       | --set data.augment[0]=flip: [0] is an element of a list, and 'data.augment' is not given; give the whole list, as in --set 'data.augment=[...]'
            data.size[0][1]=4          | --set data.size[0][1]=4: [1] is an element of a list, and 'data.size[0]' is '32'
            training[0]=4              | --set training[0]=4: [0] is an element of a list, and 'training' is a mapping with
            heads={}                   | --set heads={}: heads: found an empty mapping, allowed is
            training.epochs=١٢ | --set training.epochs=١٢: training.epochs: found '١٢', allowed is a whole number
            training.epochs.x=4        | --set training.epochs.x=4: there is no 'x' inside '2'
            training.epochs            | --set training.epochs: write --set KEY.PATH=VALUE
            =4                         | --set =4: write --set KEY.PATH=VALUE
            .=4                        | --set .=4: write --set KEY.PATH=VALUE
            extends=b.yaml             | --set extends=b.yaml: 'extends' can only stand in a file
            training..epochs=3         | --set training..epochs=3: 'training..epochs' is no path of keys: write one dot between two keys
            training.=3                | --set training.=3: 'training.' is no path of keys
            data.size[0=16             | --set data.size[0=16: 'data.size[0' is no path of keys
            data.size[0]x=16           | --set data.size[0]x=16: 'data.size[0]x' is no path of keys
            data.size[-1]=16           | --set data.size[-1]=16: 'data.size[-1]' is no path of keys
            name=a #b                  | --set name=a #b: name: found 'a #b'; it names a folder
            name="a" #b                | --set name="a" #b: # begins a comment, which a value cannot have
            data.size=[16, 16] # small | --set data.size=[16, 16] # small: # begins a comment
            data.dataset={type: acdc, root: a #2} | --set data.dataset={type: acdc, root: a #2}:1:25: this is not YAML: expected ',' or '}', but got <stream end>; ' #' begins a comment, which hides the end of line 1
            data.size=[1               | --set data.size=[1:1:3: this is not YAML
            """)
    void mistakesNameTheOverride(String override, String message) {
        assertThat(folder.error(ExperimentFolder.GOOD, override)).startsWith(message);
    }

    @Test
    void aLongValueIsNotShownWhole() {
        assertThat(folder.error(ExperimentFolder.GOOD, "training.epochs=" + "x".repeat(1000)))
                .contains("found '" + "x".repeat(200) + "...', allowed is a whole number");
    }

    @Test
    void aPathIsNoLongerThanAnyThereIs() {
        assertThatThrownBy(() -> new Setting("a" + ".a".repeat(100_000) + "=1"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a path of keys has 200001 characters, allowed are 1000");
    }
}
