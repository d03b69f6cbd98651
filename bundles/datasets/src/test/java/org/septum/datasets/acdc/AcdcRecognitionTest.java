// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.acdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.data.Recognition;
import org.septum.api.data.Spacing;
import org.septum.datasets.Recognized;
import org.septum.datasets.nifti.NiftiBytes;

class AcdcRecognitionTest {

    private final AcdcFactory factory = new AcdcFactory();

    @TempDir
    Path root;

    private void patient(String place, String name) throws IOException {
        Path folder = root.resolve(place).resolve(name);
        for (String frame : List.of("_frame01", "_frame12")) {
            NiftiBytes.bytes(2, 1, 2, 10, 20, 30, 40).write(folder.resolve(name + frame + ".nii.gz"));
            NiftiBytes.bytes(2, 1, 2, 0, 1, 2, 3).write(folder.resolve(name + frame + "_gt.nii.gz"));
        }
        Files.writeString(
                folder.resolve("Info.cfg"), "ED: 1\nES: 12\nGroup: NOR\nHeight: 184.0\nNbFrame: 30\nWeight: 95.0\n");
    }

    /** The database is unpacked to training and testing: what can be trained on is known. */
    @Test
    void findsTheTrainingPatients() throws IOException {
        patient("database/training", "patient001");
        patient("database/training", "patient002");
        patient("database/testing", "patient101");
        Recognized found = Recognized.of(factory, root);
        assertThat(found.recognition().root()).isEqualTo(root.resolve("database/training"));
        assertThat(found.recognition().declared()).isTrue();
        assertThat(found.recognition().description())
                .isEqualTo("ACDC's training data: 2 patients, 4 volumes at the ends of diastole and systole");
        assertThat(found.recognition().sizes())
                .containsExactly(new Recognition.Size(1, 2, Optional.of(new Spacing(1.25, 1.5, 8)), 4));
        assertThat(found.groups()).containsExactly("patient001", "patient002");
        assertThat(found.dataset().labels()).containsExactly("background", "rv", "myocardium", "lv");
    }

    @Test
    void asksForOneOfSeveralFolders() throws IOException {
        patient("a", "patient001");
        patient("b", "patient002");
        Recognized.refused(factory, root)
                .hasMessageContainingAll(
                        "patients in ACDC's layout lie in 2 folders; name the one to train on",
                        "septum init " + root.resolve("a"));
    }

    @Test
    void patientThatLacksAFileIsToldAsAcdc() throws IOException {
        patient("training", "patient001");
        Files.delete(root.resolve("training/patient001/patient001_frame12_gt.nii.gz"));
        Recognized.refused(factory, root)
                .isInstanceOf(Recognition.Unusable.class)
                .hasMessageStartingWith(root.resolve("training") + ": ")
                .hasMessageContaining("patient001_frame12_gt.nii");
    }
}
