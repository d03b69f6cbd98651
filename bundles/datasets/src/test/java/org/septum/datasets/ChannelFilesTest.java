// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.DatasetFactory;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Volume;
import org.septum.api.data.VolumeFormat;
import org.septum.datasets.folder.ImageFolderFactory;
import org.septum.datasets.folder.PictureFormatFactory;
import org.septum.datasets.nifti.NiftiBytes;
import org.septum.datasets.nifti.NiftiDatasetFactory;
import org.septum.datasets.nifti.NiftiFormatFactory;

/** Images whose channels are files of their own. */
class ChannelFilesTest {

    @TempDir
    Path root;

    private Dataset dataset(DatasetFactory factory, Object images, String partners, Map<String, ?> more) {
        Map<String, Object> options = new HashMap<>();
        options.put("root", root.toString());
        options.put("images", images);
        options.put(factory instanceof ImageFolderFactory ? "masks" : "labels", partners);
        options.put("levels", Map.of("background", 0, "lv", 1));
        options.putAll(more);
        return factory.create(Arguments.of(factory.options(), options));
    }

    private Dataset nifti(Object images) {
        return dataset(new NiftiDatasetFactory(), images, "{id}_seg.nii", Map.of());
    }

    private static final List<String> TWO = List.of("{id}_t1.nii", "{id}_t2.nii");

    private void nifti(String name, NiftiBytes bytes) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        bytes.write(root.resolve(name));
    }

    private void pair(String id) throws IOException {
        nifti(id + "_t1.nii", NiftiBytes.bytes(2, 1, 2, 1, 2, 3, 4));
        nifti(id + "_t2.nii", NiftiBytes.bytes(2, 1, 2, 5, 6, 7, 8));
        nifti(id + "_seg.nii", NiftiBytes.bytes(2, 1, 2, 0, 1, 0, 1));
    }

    private static void refuses(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isExactlyInstanceOf(UserError.class).hasMessageContainingAll(parts);
    }

    @Test
    void volumesBecomeChannelsInTheOrderOfThePatterns() throws IOException {
        pair("b");
        pair("a");
        for (List<String> patterns : List.of(TWO, List.of(TWO.get(1), TWO.get(0)))) {
            Dataset dataset = nifti(patterns);
            assertThat(dataset.channels()).isEqualTo(2);
            assertThat(dataset.imageFiles()).isEqualTo(patterns);
            assertThat(dataset.samples().stream().map(SampleInfo::id))
                    .containsExactly("a-slice00", "a-slice01", "b-slice00", "b-slice01");
            float[] values = dataset.load(dataset.samples().get(1)).image().values();
            assertThat(values)
                    .containsExactly(patterns.equals(TWO) ? new float[] {3, 4, 7, 8} : new float[] {7, 8, 3, 4});
            assertThat(dataset.notes()).containsExactly("2 images, each with its label file, taken");
        }
    }

    /** One pattern is what it always was: a list of one is no channel of its own. */
    @Test
    void onePatternStandsAlone() throws IOException {
        pair("a");
        for (Object images : List.of("{id}_t1.nii", List.of("{id}_t1.nii"))) {
            Dataset dataset = nifti(images);
            assertThat(dataset.channels()).isEqualTo(1);
            assertThat(dataset.imageFiles()).isEmpty();
        }
        NiftiDatasetFactory factory = new NiftiDatasetFactory();
        Map<String, Object> options =
                Map.of("root", "r", "images", "{id}.nii", "labels", "l/{id}.nii", "levels", Map.of("a", 0, "b", 1));
        assertThat(Arguments.of(factory.options(), options).asMap().get("images"))
                .isEqualTo("{id}.nii");
    }

    @Test
    void filesLieInFoldersOfTheirOwn() throws IOException {
        nifti("data/t1/p/1.nii", NiftiBytes.bytes(1, 1, 1, 3));
        nifti("data/t2/p/1.nii", NiftiBytes.bytes(1, 1, 1, 4));
        nifti("labels/p/1.nii", NiftiBytes.bytes(1, 1, 1, 1));
        Dataset dataset = dataset(
                new NiftiDatasetFactory(),
                List.of("data/t1/{id}.nii", "data/t2/{id}.nii"),
                "labels/{id}.nii",
                Map.of());
        assertThat(dataset.imageFiles()).containsExactly("t1/{id}.nii", "t2/{id}.nii");
        assertThat(dataset.load(dataset.samples().get(0)).image().values()).containsExactly(3, 4);
    }

    @Test
    void aMissingChannelIsNamed() throws IOException {
        pair("a");
        pair("b");
        Files.delete(root.resolve("b_t2.nii"));
        refuses(
                () -> nifti(TWO).samples(),
                "images: image 'b' has no file 'b_t2.nii'; every image has 2 channels ({id}_t1.nii, {id}_t2.nii): add the"
                        + " file, or take the others of this image away");
        Files.delete(root.resolve("a_t1.nii"));
        refuses(
                () -> nifti(TWO).samples(),
                "image 'a' has no file 'a_t1.nii', but 'a_t2.nii'; so with 1 more; every image has 2 channels");
    }

    @Test
    void channelsOfOtherSizeSpacingOrPlaceAreRefused() throws IOException {
        pair("a");
        nifti("a_t2.nii", NiftiBytes.bytes(1, 1, 2, 5, 6));
        refuses(
                () -> nifti(TWO).samples(),
                "image 'a_t2.nii' has 1 x 1 x 2, but image 'a_t1.nii', another channel of the same image, has 2 x 1 x 2"
                        + " voxels (columns x rows x slices); resample the channels onto one another");
        nifti("a_t2.nii", NiftiBytes.bytes(2, 1, 2, 5, 6, 7, 8).voxelSizes(1.5, 1.25, 5));
        refuses(
                () -> nifti(TWO).samples(),
                "image 'a_t2.nii' has 1.5 x 1.25 x 5.0, but image 'a_t1.nii', another channel of the same image, has 1.5"
                        + " x 1.25 x 8.0 mm from voxel to voxel");
        nifti("a_t1.nii", NiftiBytes.bytes(2, 1, 2, 1, 2, 3, 4).rows(1.5, 0, 0, 0, 0, 1.25, 0, 0, 0, 0, 8, 0));
        nifti("a_t2.nii", NiftiBytes.bytes(2, 1, 2, 5, 6, 7, 8).rows(1.5, 0, 0, 0, 0, 1.25, 0, 0, 0, 0, 8, 3));
        nifti("a_seg.nii", NiftiBytes.bytes(2, 1, 2, 0, 1, 0, 1).rows(1.5, 0, 0, 0, 0, 1.25, 0, 0, 0, 0, 8, 0));
        refuses(
                () -> nifti(TWO).samples(),
                "image 'a_t2.nii' lies elsewhere in space than image 'a_t1.nii'",
                "corners are up to 3.000 mm apart, allowed are 0.13 mm",
                "Resample the channels onto one another");
        nifti("a_t2.nii", NiftiBytes.bytes(2, 1, 2, 5, 6, 7, 8).rows(1.5, 0, 0, 0, 0, 1.25, 0, 0, 0, 0, 8, 0.1));
        assertThat(nifti(TWO).samples()).hasSize(2);
    }

    @Test
    void whatDoesNotFitTogetherInTheFileIsRefused() {
        refuses(() -> nifti(List.of("{id}.nii", "{id}.nii")), "images: found a pattern twice");
        refuses(() -> nifti(List.of("{id}.nii", "t2.nii")), "images: found 't2.nii', which has no {id}");
        refuses(
                () -> dataset(new NiftiDatasetFactory(), TWO, "{id}_seg.nii", Map.of("channels", 3)),
                "channels: found 3, but 'images' names 2 files for an image, each of which is one channel; leave it out");
    }

    private void picture(String name, int height, int width, int... values) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setPixels(0, 0, width, height, values);
        ImageIO.write(picture, "png", root.resolve(name).toFile());
    }

    private Dataset pictures(List<String> images) {
        return dataset(new ImageFolderFactory(), images, "{id}_mask.png", Map.of());
    }

    @Test
    void picturesBecomeChannels() throws IOException {
        picture("a_0.png", 1, 2, 0, 255);
        picture("a_1.png", 1, 2, 51, 102);
        picture("a_mask.png", 1, 2, 0, 1);
        List<String> patterns = List.of("{id}_0.png", "{id}_1.png");
        Dataset dataset = pictures(patterns);
        assertThat(dataset.load(dataset.samples().get(0)).image().values()).containsExactly(0, 1, 0.2f, 0.4f);
        picture("a_1.png", 2, 1, 51, 102);
        Dataset unequal = pictures(patterns);
        refuses(
                () -> unequal.load(unequal.samples().get(0)),
                "image 'a_1.png' has 2 x 1 pixels, but 'a_0.png', another channel of the same image, has 1 x 2");
        Files.delete(root.resolve("a_1.png"));
        refuses(() -> pictures(patterns).samples(), "image 'a' has no file 'a_1.png'");
    }

    /** What is predicted is read as what was trained on. */
    @Test
    void formatsReadAllFilesOfAnImage() throws IOException {
        pair("a");
        picture("a_0.png", 1, 2, 0, 255);
        picture("a_1.png", 1, 2, 51, 102);
        VolumeFormat nifti =
                new NiftiFormatFactory().create(Arguments.of(new NiftiFormatFactory().options(), Map.of()));
        Volume volume = nifti.read(List.of(root.resolve("a_t1.nii"), root.resolve("a_t2.nii")));
        assertThat(volume.file()).isEqualTo(root.resolve("a_t1.nii"));
        assertThat(volume.slices().get(1).values()).containsExactly(3, 4, 7, 8);
        VolumeFormat pictures =
                new PictureFormatFactory().create(Arguments.of(new PictureFormatFactory().options(), Map.of()));
        assertThat(pictures.read(List.of(root.resolve("a_0.png"), root.resolve("a_1.png")))
                        .slices()
                        .get(0)
                        .values())
                .containsExactly(0, 1, 0.2f, 0.4f);
        nifti("a_t2.nii", NiftiBytes.bytes(1, 1, 2, 5, 6));
        refuses(
                () -> nifti.read(List.of(root.resolve("a_t1.nii"), root.resolve("a_t2.nii"))),
                "another channel of the same image, has 2 x 1 x 2 voxels");
    }
}
