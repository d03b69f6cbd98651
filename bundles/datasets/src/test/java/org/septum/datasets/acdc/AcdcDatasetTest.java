// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.acdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.SampleInfo;
import org.septum.datasets.nifti.NiftiBytes;

class AcdcDatasetTest {

    @TempDir
    Path root;

    @BeforeEach
    void makePatients() throws IOException {
        patient("patient002", "HCM", ".nii");
        patient("patient001", "DCM", ".nii.gz");
    }

    private void patient(String name, String group, String ending) throws IOException {
        Path folder = root.resolve(name);
        for (String frame : List.of("_frame01", "_frame12")) {
            NiftiBytes.bytes(2, 1, 2, 10, 20, 30, 40).write(folder.resolve(name + frame + ending));
            NiftiBytes.bytes(2, 1, 2, 0, 1, 2, 3).write(folder.resolve(name + frame + "_gt" + ending));
        }
        Files.writeString(
                folder.resolve("Info.cfg"),
                "ED: 1\nES: 12\nGroup: " + group + "\nHeight: 184.0\nNbFrame: 30\nWeight: 95.0\n");
    }

    private Dataset dataset(Map<String, ?> more) {
        Map<String, Object> options = new HashMap<>(Map.of("root", root.toString()));
        options.putAll(more);
        AcdcFactory factory = new AcdcFactory();
        return factory.create(Arguments.of(factory.options(), options));
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> dataset(Map.of()).samples())
                .isExactlyInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void ordersSlicesByPatientPhaseAndSlice() {
        Dataset dataset = dataset(Map.of("phases", List.of("ES", "ED")));
        assertThat(dataset.samples())
                .extracting(SampleInfo::id)
                .containsExactly(
                        "patient001-ED-slice00",
                        "patient001-ED-slice01",
                        "patient001-ES-slice00",
                        "patient001-ES-slice01",
                        "patient002-ED-slice00",
                        "patient002-ED-slice01",
                        "patient002-ES-slice00",
                        "patient002-ES-slice01");
        SampleInfo info = dataset.samples().get(2);
        assertThat(info.group()).isEqualTo("patient001");
        assertThat(info.volume()).isEqualTo("patient001-ES");
        assertThat(info.source()).isEqualTo("patient001/patient001_frame12.nii.gz, slice 0");
        assertThat(info.attributes())
                .isEqualTo(Map.of("phase", "ES", "group", "DCM", "height", "184.0", "weight", "95.0"));
        assertThat(dataset.load(dataset.samples().get(7)).labels().values()).containsExactly(2, 3);
        assertThat(dataset.load(dataset.samples().get(7)).image().values()).containsExactly(30, 40);
        assertThat(dataset.labels()).containsExactly("background", "rv", "myocardium", "lv");
        assertThat(dataset.citation()).contains("Bernard");
    }

    @Test
    void choosesPhasesGroupsAndSlices() {
        assertThat(dataset(Map.of("phases", List.of("ES"), "groups", List.of("HCM")))
                        .samples())
                .extracting(SampleInfo::volume)
                .containsExactly("patient002-ES", "patient002-ES");
        assertThat(dataset(Map.of("containing", List.of("lv"))).samples())
                .hasSize(4)
                .allSatisfy(info -> assertThat(info.slice()).isEqualTo(1));
        assertThatThrownBy(() -> dataset(Map.of("groups", List.of("RV", "NOR"))).samples())
                .hasMessage("arguments: groups: none of 2 patients in '" + root + "' is in RV or NOR");
    }

    @Test
    void showsTheOtherPhaseBesideTheOwn() throws IOException {
        NiftiBytes.bytes(2, 1, 2, 1, 2, 3, 4).write(root.resolve("patient001/patient001_frame12.nii.gz"));
        Dataset both = dataset(Map.of("both-phases", true));
        assertThat(both.samples()).hasSize(8);
        assertThat(both.channels()).isEqualTo(2);
        assertThat(both.load(both.samples().get(1)).image().values()).containsExactly(30, 40, 3, 4);
        assertThat(both.load(both.samples().get(3)).image().values()).containsExactly(3, 4, 30, 40);
        assertThat(both.load(both.samples().get(3)).labels().values()).containsExactly(2, 3);
        Dataset one = dataset(Map.of("both-phases", true, "phases", List.of("ES")));
        assertThat(one.samples()).hasSize(4);
        assertThat(one.load(one.samples().get(1)).image().values()).containsExactly(3, 4, 30, 40);
    }

    @Test
    void refusesCopiesOfTwoPhases() {
        assertThatThrownBy(() -> dataset(Map.of("both-phases", true, "channels", 3)))
                .hasMessage(
                        "arguments: channels: found 3, but with 'both-phases' an image has two channels, one of each phase;"
                                + " leave one of the two options out");
    }

    @Test
    void refusesPhasesOfDifferentSize() throws IOException {
        NiftiBytes.bytes(2, 2, 2, 1, 2, 3, 4, 5, 6, 7, 8).write(root.resolve("patient001/patient001_frame12.nii.gz"));
        assertThatThrownBy(() -> dataset(Map.of("both-phases", true, "phases", List.of("ED")))
                        .samples())
                .hasMessageContaining("patient001_frame12.nii.gz")
                .hasMessageContaining("2 x 2 x 2");
    }

    @Test
    void namesThePatientsWhoseFilesAreMissing() throws IOException {
        Files.delete(root.resolve("patient001/Info.cfg"));
        Files.delete(root.resolve("patient002/patient002_frame12_gt.nii"));
        refuses("arguments: root: 2 of 2 patients in '" + root + "' cannot be used:\n"
                + "  - 'patient001/Info.cfg' is missing, which tells the frames of a patient's phases; unpack the patient's"
                + " folder again\n"
                + "  - the ground truth of ES is missing: there is no file 'patient002/patient002_frame12_gt.nii.gz' or"
                + " '.nii', which Info.cfg names");
    }

    @Test
    void refusesInfoFilesThatTellNoFrame() throws IOException {
        String start = "arguments: root: 1 of 2 patients in '" + root + "' cannot be used:\n  - 'patient001/Info.cfg'";
        Path file = root.resolve("patient001/Info.cfg");
        Files.writeString(file, "ED: 1\nGroup: DCM\n");
        refuses(start + " has no line 'ES: ...'; it has ED, Group");
        Files.writeString(file, "ED: one\nES: 12\nGroup: DCM\n");
        refuses(start + " has frame 'one' for ED, allowed are whole numbers from 1");
        Files.writeString(file, "ED: 1\n\nES 12\n");
        refuses(start + ", line 3: found 'ES 12', expected a name, a colon and a value, such as 'ED: 1'");
        Files.writeString(file, "ED: 1\nES: 12\nED: 5\n");
        refuses(start + ", line 3: 'ED' stands twice; leave one of them");
    }

    /** Windows' editors put a mark before the text, and end lines in their way; its shells write UTF-16. */
    @Test
    void readsInfoFilesOfWindows() throws IOException {
        Path file = root.resolve("patient001/Info.cfg");
        String text = "\ufeffED: 1\r\nES: 12\r\nGroup: RV\r\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Files.write(file, text.getBytes(charset));
            assertThat(dataset(Map.of()).samples().get(0).attributes()).isEqualTo(Map.of("phase", "ED", "group", "RV"));
        }
    }

    @Test
    void tellsWhichFilesItLeavesOut() throws IOException {
        assertThat(dataset(Map.of()).notes()).containsExactly("4 volumes with their ground truth taken");
        Files.writeString(root.resolve("patient001/patient001_4d.nii.gz"), "");
        Files.writeString(root.resolve("patient001/._patient001_frame01.nii.gz"), "");
        Files.createDirectories(root.resolve("patient001/.ipynb_checkpoints"));
        Files.writeString(root.resolve("patient001/.ipynb_checkpoints/patient001_frame01.nii.gz"), "");
        Files.createDirectories(root.resolve("patient003 (copy)"));
        Files.writeString(root.resolve("patient003 (copy)/Info.cfg"), "");
        assertThat(dataset(Map.of()).notes())
                .containsExactly("4 volumes with their ground truth taken; not taken: 1 file of other names"
                        + " (patient003 (copy)/Info.cfg)");
        assertThat(dataset(Map.of("phases", List.of("ED"))).notes())
                .containsExactly("2 volumes with their ground truth taken; not taken: 1 file of other names"
                        + " (patient003 (copy)/Info.cfg)");
    }

    @Test
    void countsLabelsThatTheChallengeDoesNotHave() {
        NiftiBytes.bytes(2, 1, 2, 0, 1, 2, 4).write(root.resolve("patient001/patient001_frame01_gt.nii.gz"));
        Dataset dataset = dataset(Map.of());
        SampleInfo info = dataset.samples().get(0);
        assertThatThrownBy(() -> dataset.load(info))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("""
                label file 'patient001/patient001_frame01_gt.nii.gz' has level 4, that no label declares.
                  found: 0 (1 voxel), 1 (1 voxel), 2 (1 voxel), 4 (1 voxel)
                  declared: background 0, rv 1, myocardium 2, lv 3
                  Correct the file, or declare what it has""");
    }

    @Test
    void saysHowToGetTheData() throws IOException {
        Path empty = Files.createDirectory(root.resolve("empty"));
        assertThatThrownBy(() -> dataset(Map.of("root", empty.toString())).samples())
                .isExactlyInstanceOf(UserError.class)
                .hasMessageStartingWith("arguments: root: there is no patientNNN folder in '" + empty + "'.\n"
                        + "  Get the training data of the Automated Cardiac Diagnosis Challenge (ACDC, MICCAI 2017)")
                .hasMessageContaining(
                        "--set data.dataset.root=DIR, or for Septum's own ACDC experiments with ACDC_ROOT=DIR")
                .hasMessageContaining("O. Bernard et al.");
        assertThatThrownBy(() -> dataset(Map.of("root", "no/such")).samples())
                .hasMessageStartingWith(
                        "arguments: root: there is no folder 'no/such' ("
                                + Path.of("no/such").toAbsolutePath()
                                + ", a relative path beginning at the folder in which septum was started).\n  Get the training data");
        Files.createDirectories(empty.resolve("training/patient001"));
        assertThatThrownBy(() -> dataset(Map.of("root", empty.toString())).samples())
                .hasMessage("arguments: root: there is no patientNNN folder in '" + empty + "'.\n"
                        + "  There are patients in '" + empty.resolve("training") + "': give that folder as 'root'.");
    }
}
