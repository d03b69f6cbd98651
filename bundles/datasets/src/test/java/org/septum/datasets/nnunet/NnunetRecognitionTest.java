// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nnunet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.data.Dataset;
import org.septum.api.data.Recognition;
import org.septum.datasets.Recognized;
import org.septum.datasets.nifti.NiftiBytes;

class NnunetRecognitionTest {

    private final NnunetFactory factory = new NnunetFactory();

    @TempDir
    Path root;

    private void write(String folder, String labels) throws IOException {
        for (String id : List.of("anna_1", "anna_2", "berta_1")) {
            for (int channel = 0; channel < 2; channel++) {
                NiftiBytes.bytes(2, 1, 2, 1, 2, 3, 4)
                        .write(root.resolve(folder + "/imagesTr/" + id + "_000" + channel + ".nii.gz"));
            }
            NiftiBytes.bytes(2, 1, 2, 0, 1, 2, 1).write(root.resolve(folder + "/labelsTr/" + id + ".nii.gz"));
        }
        Files.writeString(
                root.resolve(folder + "/dataset.json"),
                "{\"channel_names\": {\"0\": \"CT\", \"1\": \"T2\"}, \"numTraining\": 3, \"file_ending\": \".nii.gz\","
                        + " \"labels\": " + labels + "}");
    }

    @Test
    void declaresItselfAlsoInAFolderBelow() throws IOException {
        write("Dataset007_Made", "{\"background\": 0, \"organ\": 1, \"tumour\": 2}");
        Recognized found = Recognized.of(factory, root);
        assertThat(found.recognition().declared()).isTrue();
        assertThat(found.recognition().root()).isEqualTo(root.resolve("Dataset007_Made"));
        assertThat(found.recognition().description()).isEqualTo("nnU-Net's raw layout: 3 cases of 2 channels (CT, T2)");
        Dataset dataset = found.dataset();
        assertThat(dataset.labels()).containsExactly("background", "organ", "tumour");
        assertThat(dataset.channels()).isEqualTo(2);
        assertThat(dataset.samples()).hasSize(6);
    }

    @Test
    void regionsAreThoseOfTheFile() throws IOException {
        write("made", "{\"background\": 0, \"whole\": [1, 2], \"core\": 2}, \"regions_class_order\": [1, 2]");
        assertThat(Recognized.of(factory, root).dataset().regions().keySet())
                .containsExactlyInAnyOrder("whole", "core");
    }

    @Test
    void namesTheFoldersWhereThereAreSeveral() throws IOException {
        write("Dataset001_A", "{\"background\": 0, \"organ\": 1, \"tumour\": 2}");
        write("Dataset002_B", "{\"background\": 0, \"organ\": 1, \"tumour\": 2}");
        Recognized.refused(factory, root)
                .isInstanceOf(Recognition.Unusable.class)
                .hasMessageContainingAll(
                        "there are 2 datasets in nnU-Net's raw layout; name the one to train on:",
                        "septum init " + root.resolve("Dataset001_A"));
    }

    /** No other type then reads the files without what was to be declared. */
    @Test
    void whatIsDeclaredAndCannotBeUsedIsRefused() throws IOException {
        write("made", "{\"background\": 0, \"organ\": 1, \"tumour\": 1}");
        Recognized.refused(factory, root)
                .isInstanceOf(Recognition.Unusable.class)
                .hasMessageStartingWith(root.resolve("made/dataset.json") + ": labels: 'organ' and 'tumour'");
        Files.writeString(root.resolve("made/dataset.json"), "{\"labels\": {");
        Recognized.refused(factory, root)
                .isInstanceOf(Recognition.Unusable.class)
                .hasMessageStartingWith(root.resolve("made/dataset.json") + ": this is not nnU-Net's dataset.json");
        write("made", "{\"background\": 0, \"organ\": 1, \"tumour\": 2}");
        Files.delete(root.resolve("made/imagesTr/anna_2_0001.nii.gz"));
        Recognized.refused(factory, root)
                .isInstanceOf(Recognition.Unusable.class)
                .hasMessageStartingWith(root.resolve("made") + ": images: image 'anna_2' has no file");
    }

    @Test
    void folderWithoutDatasetFileIsNone() throws IOException {
        write("made", "{}");
        Files.delete(root.resolve("made/dataset.json"));
        assertThat(factory.recognize(Recognized.folder(root))).isEmpty();
    }
}
