// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;

class ChannelFilesTest {

    @TempDir
    Path folder;

    private final ChannelFiles two = ChannelFiles.of(List.of("{id}_0000.nii.gz", "{id}_0001.nii.gz"));

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "");
        }
    }

    @Test
    void groupsTheFilesOfEachImage() throws IOException {
        files("b_0001.nii.gz", "b_0000.nii.gz", "a_0000.nii.gz", "a_0001.nii.gz", "notes.txt", "c_0001.nii.gz");
        ChannelFiles.Cases cases = two.in(folder);
        assertThat(cases.files().keySet()).containsExactly("a", "b");
        assertThat(cases.files().get("b"))
                .containsExactly(folder.resolve("b_0000.nii.gz"), folder.resolve("b_0001.nii.gz"));
        assertThat(cases.others()).containsExactly("notes.txt");
        assertThat(cases.incomplete())
                .containsExactly(
                        folder + ": the image 'c' is not complete: 'c_0000.nii.gz' is missing; the model takes 2"
                                + " files each ({id}_0000.nii.gz, {id}_0001.nii.gz)");
    }

    /** The second channel's name is one of the first's as well. */
    @Test
    void tellsPatternsApartThatCoverEachOther() throws IOException {
        files("a.png", "a-2.png", "b.png");
        ChannelFiles.Cases cases =
                ChannelFiles.of(List.of("{id}.png", "{id}-2.png")).in(folder);
        assertThat(cases.files().keySet()).containsExactly("a");
        assertThat(cases.incomplete())
                .singleElement()
                .asString()
                .contains("the image 'b' is not complete: 'b-2.png' is missing");
    }

    @Test
    void looksIntoTheFoldersOfTheirPatterns() throws IOException {
        files("p1/p1_t1.nii", "p1/p1_t2.nii", "p2/p2_t1.nii", "p2/p2_t2.nii");
        ChannelFiles nested = ChannelFiles.of(List.of("{id}/{id}_t1.nii", "{id}/{id}_t2.nii"));
        assertThat(nested.in(folder).files().keySet()).containsExactly("p1", "p2");
        assertThat(nested.together(folder.resolve("p2/p2_t2.nii")))
                .containsExactly(folder.resolve("p2/p2_t1.nii"), folder.resolve("p2/p2_t2.nii"));
        assertThat(nested.id(folder.resolve("p2/p2_t2.nii"))).contains("p2");
    }

    @Test
    void saysWhatASingleImageLacks() throws IOException {
        files("a_0000.nii.gz", "x.nii.gz");
        assertThatThrownBy(() -> two.together(folder.resolve("a_0000.nii.gz")))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage(folder.resolve("a_0000.nii.gz") + ": the image 'a' is not complete: 'a_0001.nii.gz' is"
                        + " missing in '" + folder + "'; the model takes 2 files each ({id}_0000.nii.gz,"
                        + " {id}_0001.nii.gz)");
        assertThatThrownBy(() -> two.together(folder.resolve("x.nii.gz")))
                .isExactlyInstanceOf(UserError.class)
                .hasMessageContaining("x.nii.gz: the model takes images of 2 files each ({id}_0000.nii.gz,"
                        + " {id}_0001.nii.gz), and this file is called otherwise");
    }

    @Test
    void refusesAFolderWithoutAWholeImage() throws IOException {
        files("sub/a_0000.nii.gz");
        assertThatThrownBy(() -> two.in(folder))
                .isExactlyInstanceOf(UserError.class)
                .hasMessageEndingWith("this folder holds no image as the model takes it, of 2 files each"
                        + " ({id}_0000.nii.gz, {id}_0001.nii.gz); it is empty");
        files("a_0000.nii.gz");
        assertThatThrownBy(() -> two.in(folder))
                .isExactlyInstanceOf(UserError.class)
                .hasMessageContaining("the image 'a' is not complete: 'a_0001.nii.gz' is missing");
    }
}
