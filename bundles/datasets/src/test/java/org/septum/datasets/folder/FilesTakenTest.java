// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;

/** Which files of a folder are taken, which are not, and what is said of them. */
class FilesTakenTest {

    @TempDir
    private Path root;

    private PictureFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new PictureFolder(root);
    }

    private void copy(String from, String to) throws IOException {
        Files.createDirectories(root.resolve(to).getParent());
        Files.copy(root.resolve(from), root.resolve(to));
    }

    @Test
    void countsWhatIsTakenAndNamesWhatIsNot() throws IOException {
        List.of("a", "b").forEach(folder::pair);
        assertThat(folder.dataset(Map.of()).notes()).containsExactly("2 images, each with its mask, taken");
        copy("images/a.png", "images/c.PNG");
        copy("masks/sega.png", "masks/segc.png");
        copy("images/a.png", "images/d.jpg");
        copy("masks/sega.png", "masks/sege.png");
        Files.writeString(root.resolve("masks/notes.txt"), "");
        assertThat(folder.dataset(Map.of()).samples()).hasSize(2);
        assertThat(folder.dataset(Map.of()).notes())
                .containsExactly(
                        "2 images, each with its mask, taken; not taken: 1 of other names (masks/notes.txt); 1 of the"
                                + " pattern 'masks/seg{id}.png', whose image has another ending (masks/segc.png); 1 of the"
                                + " pattern 'masks/seg{id}.png', without an image (masks/sege.png); 1 to be renamed, with"
                                + " another ending than 'images/{id}.png' (images/c.PNG); 1 to be saved as '.png', with another"
                                + " ending than 'images/{id}.png' (images/d.jpg)");
    }

    @Test
    void namesTheFirstOfMany() throws IOException {
        folder.pair("a");
        for (int i = 0; i < 9; i++) {
            copy("images/a.png", "images/b" + i + ".PNG");
        }
        assertThat(folder.dataset(Map.of()).notes())
                .containsExactly(
                        "1 image with its mask, taken; not taken: 9 to be renamed, with another ending than 'images/{id}.png'"
                                + " (images/b0.PNG, images/b1.PNG, images/b2.PNG and 6 more)");
    }

    /** Whether they match the pattern or not. */
    @Test
    void neverCountsHiddenFilesAndThoseOfSystems() throws IOException {
        folder.pair("a");
        for (String hidden : List.of(
                "images/.ipynb_checkpoints/a-checkpoint.png",
                "images/._a.png",
                "images/__MACOSX/a.png",
                "images/Thumbs.db",
                "images/desktop.ini",
                "masks/.DS_Store",
                "masks/@eaDir/a.png")) {
            copy("images/a.png", hidden);
        }
        assertThat(folder.dataset(Map.of()).samples()).hasSize(1);
        assertThat(folder.dataset(Map.of()).notes()).containsExactly("1 image with its mask, taken");
    }

    /** A folder that the pattern itself names is looked into, whatever its name. */
    @Test
    void looksIntoAHiddenFolderThatIsAskedFor() {
        folder.write(".data/a.png", BufferedImage.TYPE_BYTE_GRAY, 1, 1, 0);
        folder.write("masks/a.png", BufferedImage.TYPE_BYTE_GRAY, 1, 1, 0);
        assertThat(folder.dataset(Map.of("images", ".data/{id}.png", "masks", "masks/{id}.png"))
                        .samples())
                .hasSize(1);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void tellsOfBrokenLinks() throws IOException {
        folder.pair("a");
        Files.createSymbolicLink(root.resolve("images/b.png"), root.resolve("gone.png"));
        Files.createSymbolicLink(root.resolve("images/loop"), root.resolve("images"));
        assertThat(folder.dataset(Map.of()).notes())
                .containsExactly(
                        "1 image with its mask, taken; not taken: 2 whose link leads nowhere (images/b.png, images/loop)");
        Files.delete(root.resolve("masks/sega.png"));
        Files.createSymbolicLink(root.resolve("masks/sega.png"), root.resolve("gone.png"));
        assertThatThrownBy(() -> folder.dataset(Map.of()).samples())
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: masks: image 'images/a.png' has no mask: there is no file 'masks/sega.png' in '"
                        + root + "', but a link to a file that is missing");
    }

    @Test
    @DisabledOnOs(
            value = {OS.WINDOWS, OS.MAC},
            disabledReason = "their file systems take such names for one")
    void namesAMaskInOtherLetters() throws IOException {
        folder.pair("a");
        Files.move(root.resolve("masks/sega.png"), root.resolve("masks/segA.png"));
        assertThatThrownBy(() -> folder.dataset(Map.of()).samples())
                .hasMessage("arguments: masks: image 'images/a.png' has no mask: there is no file 'masks/sega.png' in '"
                        + root + "', but 'masks/segA.png': upper and lower case differ");
    }

    /** Files copied from a Mac have names in NFD; both look the same. A locale of ASCII alone has no such names. */
    @Test
    @DisabledOnOs(
            value = {OS.WINDOWS, OS.MAC},
            disabledReason = "their file systems take such names for one")
    void namesAMaskOfTheSameLooks() throws IOException {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "file names are not UTF-8 here");
        folder.pair("h\u00e9");
        Files.move(root.resolve("masks/segh\u00e9.png"), root.resolve("masks/seghe\u0301.png"));
        assertThatThrownBy(() -> folder.dataset(Map.of()).samples())
                .hasMessageEndingWith(
                        "but 'masks/seghe\u0301.png': it looks the same and is written with other characters"
                                + " (composed or not, Unicode NFC or NFD); rename it");
    }

    /** Unpacked on another system. Java cannot make such a name, nor open a file by it. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems take text alone for a name")
    void saysWhatToDoAboutNamesThatAreNoText() throws IOException, InterruptedException {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "file names are not UTF-8 here");
        folder.pair("a");
        copyToLatin1("masks/notes\\351.txt");
        assertThat(folder.dataset(Map.of()).notes())
                .containsExactly("1 image with its mask, taken; not taken: 1 of other names (masks/notes\uFFFD.txt)");
        copyToLatin1("images/h\\351.png");
        assertThatThrownBy(() -> folder.dataset(Map.of()).samples())
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: root: found 1 file whose name is no text in UTF-8 (images/h\uFFFD.png): it was"
                        + " written in another character set; rename it, for example with 'convmv -r -f latin1 -t"
                        + " utf-8 --notest " + root + "'");
    }

    private void copyToLatin1(String name) throws IOException, InterruptedException {
        Process copy = new ProcessBuilder("sh", "-c", "cp images/a.png \"$(printf '" + name + "')\"")
                .directory(root.toFile())
                .inheritIO()
                .start();
        assertThat(copy.waitFor()).isZero();
    }

    @Test
    void aVolumeLiesWithinItsGroup() {
        List.of("p1-ED-1", "p1-ED-2", "p2-ED-1", "p2-ES-1").forEach(folder::pair);
        Map<String, ?> options = Map.of("group", "^(p\\d)", "volume", "-(E[DS])-");
        assertThat(folder.dataset(options).samples())
                .extracting(SampleInfo::id, SampleInfo::group, SampleInfo::volume, SampleInfo::slice)
                .containsExactly(
                        // Found in one group alone, it is called as it was.
                        Tuple.tuple("p2-ES-1", "p2", "ES", 0),
                        Tuple.tuple("p1-ED-1", "p1", "p1/ED", 0),
                        Tuple.tuple("p1-ED-2", "p1", "p1/ED", 1),
                        Tuple.tuple("p2-ED-1", "p2", "p2/ED", 0));
    }

    /** Its slices must not part either. */
    @Test
    void withoutGroupsAVolumeIsOne() {
        List.of("p1-1", "p1-2").forEach(folder::pair);
        assertThat(folder.dataset(Map.of("volume", "^(p\\d)")).samples())
                .extracting(SampleInfo::group, SampleInfo::volume)
                .containsExactly(Tuple.tuple("p1", "p1"), Tuple.tuple("p1", "p1"));
    }
}
