// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;

/** How files extend each other. */
class ExtendsTest {

    @TempDir
    private Path temporary;

    private ExperimentFolder folder;

    @BeforeEach
    void open() {
        folder = new ExperimentFolder(temporary);
        folder.write("good.yaml", ExperimentFolder.GOOD);
    }

    @Test
    void whatComesLaterWinsAndTheFileItselfWinsOverAll() {
        folder.write("first/one.yaml", "seed: 1\ndata: {batch-size: 1}\ntraining: {epochs: 1}\n");
        folder.write("second/two.yaml", "seed: 2\ndata: {batch-size: 2}\n");
        Experiment read =
                folder.read("extends: [good.yaml, first/one.yaml, second/two.yaml]\nseed: 3\ndata: {size: [16, 8]}\n");
        assertThat(read.seed()).isEqualTo(3);
        assertThat(read.data().batchSize()).isEqualTo(2);
        assertThat(read.training().epochs()).isEqualTo(1);
        assertThat(read.data().width()).isEqualTo(8);
        assertThat(read.name()).isEqualTo("small");
    }

    /** The deeper file is relative to the one that names it, and loses against it. */
    @Test
    void extendsIsDepthFirst() {
        folder.write("parts/base.yaml", "extends: deeper/base.yaml\nseed: 5\n");
        folder.write("parts/deeper/base.yaml", "extends: [../../good.yaml]\nseed: 6\ndata: {batch-size: 6}\n");
        folder.write("late.yaml", "data: {batch-size: 7}\n");
        Experiment read = folder.read("extends: [parts/base.yaml, late.yaml]\n");
        assertThat(read.seed()).isEqualTo(5);
        assertThat(read.data().batchSize()).isEqualTo(7);
    }

    /** Which texts are paths hangs on the locale; one with a NUL is none anywhere. */
    @Test
    void whatNoFileCanBeCalledIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> folder.read("extends: [\"a\\0b\"]\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(":1:11: extends: found 'a\\u0000b', which is not a path here: ");
        assertThatThrownBy(() -> folder.read("extends: good.yaml\nmodel: {weights: \"a\\0b\"}\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(":2:18: model.weights: found 'a\\u0000b', which is not a path here: ");
    }

    @Test
    void listsAreReplacedAndNotMerged() {
        Experiment read = folder.read("extends: good.yaml\nheads: {structures: {metrics: [iou]}}\n");
        assertThat(read.heads()).singleElement().satisfies(head -> {
            assertThat(head.metrics()).extracting(metric -> metric.type()).containsExactly("iou");
            assertThat(head.loss().type()).isEqualTo("cross-entropy");
        });
    }

    @Test
    void anotherTypeDropsTheOptionsOfTheOldOne() {
        String other = "extends: good.yaml\ndata: {dataset: {type: acdc, root: x}}\n";
        assertThat(folder.read(other).data().dataset().arguments().asMap()).doesNotContainKey("patients");
        String same = "extends: good.yaml\ndata: {dataset: {type: phantom, slices: 3}}\n";
        assertThat(folder.read(same).data().dataset().arguments().asMap())
                .containsEntry("patients", 4L)
                .containsEntry("slices", 3L);
    }

    @Test
    void aCircleIsNamed() {
        folder.write("b.yaml", "extends: c.yaml\n");
        folder.write("c.yaml", "extends: [a.yaml]\n");
        assertThat(folder.error("extends: b.yaml\n"))
                .contains("the files extend each other in a circle: a.yaml -> b.yaml -> c.yaml -> a.yaml");
    }

    /** The same file on two ways is no circle. */
    @Test
    void aFileMayBeExtendedTwice() {
        folder.write("b.yaml", "extends: good.yaml\n");
        assertThat(folder.read("extends: [b.yaml, good.yaml]\n").name()).isEqualTo("small");
    }

    @Test
    void theLineThatNamesAMissingFileIsTold() {
        folder.write("b.yaml", "# a comment\nextends:\n  - good.yaml\n  - gone.yaml\n");
        assertThat(folder.error("extends: b.yaml\n")).isEqualTo("b.yaml:4:5: extends: there is no file gone.yaml");
        assertThat(folder.error("extends: [{a: b}]\n"))
                .isEqualTo("a.yaml:1:11: extends: found a mapping with a, allowed is a list of files,"
                        + " relative to this one");
    }

    /** An error in an extended file is told at its place there. */
    @Test
    void errorsNameTheExtendedFile() {
        folder.write("b.yaml", "extends: good.yaml\nmodel:\n  depth: none\n");
        assertThat(folder.error("extends: b.yaml\n")).startsWith("b.yaml:3:10: depth: found 'none'");
    }

    /** Four files that each name the next a hundred times would be read a million times. */
    @Test
    void filesThatNameEachOtherEndlesslyAreRefused() {
        for (int i = 0; i < 4; i++) {
            String next = i == 3 ? "good.yaml" : (i + 1) + ".yaml";
            folder.write(
                    i + ".yaml",
                    IntStream.range(0, 100)
                            .mapToObj(copy -> next)
                            .collect(Collectors.joining(", ", "extends: [", "]")));
        }
        assertThat(folder.error("extends: 0.yaml\n")).contains("an experiment may extend at most 100 files");
    }
}
