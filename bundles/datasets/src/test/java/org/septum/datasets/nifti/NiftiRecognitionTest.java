// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.data.Dataset;
import org.septum.api.data.Recognition;
import org.septum.api.data.Spacing;
import org.septum.datasets.Recognized;

class NiftiRecognitionTest {

    private final NiftiDatasetFactory factory = new NiftiDatasetFactory();

    @TempDir
    Path root;

    private void image(String path) {
        NiftiBytes.bytes(2, 1, 2, 10, 20, 30, 40).write(root.resolve(path));
    }

    private void labels(String path) {
        NiftiBytes.bytes(2, 1, 2, 0, 1, 0, 3).write(root.resolve(path));
    }

    /** In the first two columns, # stands for 1, 2 and 3. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            volumes/c#.nii        | segmentations/c#.nii    | volumes/{id}.nii       | segmentations/{id}.nii
            images/v#.nii.gz      | labels/v#.nii           | images/{id}.nii.gz     | labels/{id}.nii
            brain #.nii.gz        | brain #_seg.nii.gz      | {id}.nii.gz            | {id}_seg.nii.gz
            c_#/c_#_t1.nii        | c_#/c_#_label.nii       | {id}/{id}_t1.nii       | {id}/{id}_label.nii
            pat#/ct.nii           | pat#/gt.nii             | {id}/ct.nii            | {id}/gt.nii
            """)
    void findsOutHowFilesAreCalled(String image, String labels, String images, String masks) {
        for (String id : List.of("1", "2", "3")) {
            image(image.replace("#", id));
            labels(labels.replace("#", id));
        }
        Recognized found = Recognized.of(factory, root);
        assertThat(found.options()).containsEntry("images", images).containsEntry("labels", masks);
        assertThat(found.recognition().description()).isEqualTo("3 NIfTI volumes, each with its label file");
        assertThat(found.recognition().sizes())
                .containsExactly(new Recognition.Size(1, 2, Optional.of(new Spacing(1.25, 1.5, 8)), 3));
        Dataset dataset = found.dataset();
        assertThat(dataset.samples()).hasSize(6);
        assertThat(dataset.labels()).containsExactly("background", "label_1", "label_3");
        assertThat(dataset.load(dataset.samples().get(1)).labels().values()).containsExactly(0, 2);
        assertThat(found.groups()).hasSize(3);
    }

    @Test
    void takesFilesSideBySideForChannelsAndTimesOfAPatientForOneGroup() {
        for (String id : List.of("anna_visit1", "anna_visit2", "berta_visit1")) {
            for (String channel : List.of("_flair", "_t1", "_t2")) {
                image(id + "/" + id + channel + ".nii.gz");
            }
            labels(id + "/" + id + "_seg.nii.gz");
        }
        Recognized found = Recognized.of(factory, root);
        assertThat(found.options().get("images"))
                .isEqualTo(List.of("{id}/{id}_flair.nii.gz", "{id}/{id}_t1.nii.gz", "{id}/{id}_t2.nii.gz"));
        assertThat(found.dataset().channels()).isEqualTo(3);
        assertThat(found.groups()).containsExactly("anna", "berta");
    }

    @Test
    void tellsAllVolumesThatDoNotFitTheirLabels() {
        for (String id : List.of("1", "2", "3")) {
            image("images/" + id + ".nii");
            labels("labels/" + id + ".nii");
        }
        NiftiBytes.bytes(2, 1, 1, 0, 1).write(root.resolve("labels/2.nii"));
        NiftiBytes.bytes(2, 1, 2, 0, 1, 0, 1).voxelSizes(3, 3, 8).write(root.resolve("labels/3.nii"));
        Recognized.refused(factory, root).hasMessageContainingAll("2 of 3 volumes cannot be used:", "2.nii", "3.nii");
    }

    @Test
    void refusesVolumesWithoutLabels() {
        image("a.nii.gz");
        Recognized.refused(factory, root)
                .hasMessageContainingAll("there is 1 NIfTI file (a.nii.gz) and no mask that belongs to one");
    }
}
