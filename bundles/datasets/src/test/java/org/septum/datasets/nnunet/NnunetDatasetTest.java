// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nnunet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.datasets.nifti.NiftiBytes;

class NnunetDatasetTest {

    private static final String TWO = """
            {"channel_names": {"0": "CT", "1": "T2"}, "labels": {"background": 0, "tumour": 2, "organ": 1, "ignore": 7},
             "numTraining": 2, "file_ending": ".nii.gz", "name": "Made", "licence": "CC0"}""";

    @TempDir
    Path root;

    private Dataset dataset(Map<String, ?> more) {
        NnunetFactory factory = new NnunetFactory();
        Map<String, Object> options = new HashMap<>(Map.of("root", root.toString()));
        options.putAll(more);
        return factory.create(Arguments.of(factory.options(), options));
    }

    private Dataset dataset() {
        return dataset(Map.of());
    }

    private void json(String text) throws IOException {
        Files.writeString(root.resolve("dataset.json"), text);
    }

    private void volume(String name, int... values) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        NiftiBytes.bytes(2, 1, 2, values).write(root.resolve(name));
    }

    @BeforeEach
    void writeTwoCases() throws IOException {
        json(TWO);
        for (String id : List.of("a_1", "b_1")) {
            volume("imagesTr/" + id + "_0000.nii.gz", 1, 2, 3, 4);
            volume("imagesTr/" + id + "_0001.nii.gz", 5, 6, 7, 8);
            volume("labelsTr/" + id + ".nii.gz", 0, 1, 2, 7);
        }
        volume("imagesTs/c_1_0000.nii.gz", 1, 2, 3, 4);
        volume("imagesTs/c_1_0001.nii.gz", 1, 2, 3, 4);
    }

    private void refuses(String... parts) {
        assertThatThrownBy(() -> dataset().samples())
                .isExactlyInstanceOf(UserError.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void readsWhatTheFolderHolds() {
        Dataset dataset = dataset(Map.of("group", "^(.)"));
        assertThat(dataset.samples())
                .extracting(SampleInfo::id)
                .containsExactly("a_1-slice00", "a_1-slice01", "b_1-slice00", "b_1-slice01");
        assertThat(dataset.samples()).extracting(SampleInfo::group).containsExactly("a", "a", "b", "b");
        assertThat(dataset.channels()).isEqualTo(2);
        assertThat(dataset.channelNames()).containsExactly("CT", "T2");
        assertThat(dataset.imageFiles()).containsExactly("{id}_0000.nii.gz", "{id}_0001.nii.gz");
        assertThat(dataset.labels()).containsExactly("background", "organ", "tumour", "ignore");
        assertThat(dataset.levels()).containsExactly(0, 1, 2, 7);
        assertThat(dataset.ignored()).isEqualTo(Set.of("ignore"));
        assertThat(dataset.regions()).isEmpty();
        Sample sample = dataset.load(dataset.samples().get(1));
        assertThat(sample.image().values()).containsExactly(3, 4, 7, 8);
        assertThat(sample.labels().values()).containsExactly(2, 3);
        assertThat(dataset.citation()).isEqualTo("Made. CC0");
        assertThat(dataset.notes())
                .containsExactly(
                        "2 images, each with its label file, taken",
                        "1 image of imagesTs has no labels and is not read; 'septum predict' segments that folder");
    }

    /** The first version has a modality in place of channel names, the number before the name, and no file ending. */
    @Test
    void readsTheFirstVersion() throws IOException {
        json("""
                {"modality": {"0": "MRI", "1": "MRI2"}, "labels": {"0": "background", "1": "organ", "2": "tumour",
                 "7": "vessel"}, "numTraining": 2, "training": [{"image": "./imagesTr/a_1.nii.gz"}]}""");
        Dataset dataset = dataset();
        assertThat(dataset.samples()).hasSize(4);
        assertThat(dataset.channelNames()).containsExactly("MRI", "MRI2");
        assertThat(dataset.labels()).containsExactly("background", "organ", "tumour", "vessel");
        assertThat(dataset.ignored()).isEmpty();
    }

    @Test
    void listsOfNumbersAreRegions() throws IOException {
        json("""
                {"channel_names": {"0": "T1", "1": "T2"}, "file_ending": ".nii.gz", "numTraining": 2,
                 "labels": {"background": 0, "whole": [1, 2, 3], "core": [2, 3], "enhancing": 3, "ignore": 7},
                 "regions_class_order": [1, 2, 3]}""");
        Dataset dataset = dataset();
        assertThat(dataset.labels()).containsExactly("background", "label-1", "label-2", "enhancing", "ignore");
        assertThat(dataset.levels()).containsExactly(0, 1, 2, 3, 7);
        assertThat(dataset.regions())
                .isEqualTo(Map.of(
                        "whole", List.of("label-1", "label-2", "enhancing"),
                        "core", List.of("label-2", "enhancing"),
                        "enhancing", List.of("enhancing")));
        json(Files.readString(root.resolve("dataset.json")).replace("[1, 2, 3]}", "[1, 2]}"));
        refuses("dataset.json: regions_class_order: found [1,2], but 'labels' has regions, 3 of them");
    }

    private void picture(String name, int type, int... values) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        BufferedImage picture = new BufferedImage(2, 1, type);
        picture.getRaster().setPixels(0, 0, 2, 1, values);
        ImageIO.write(
                picture,
                name.endsWith("png") ? "png" : "tif",
                root.resolve(name).toFile());
    }

    /** Coloured pictures hold their three channels in one file. */
    @Test
    void readsPicturesAsVolumes() throws IOException {
        for (String ending : List.of(".png", ".tif")) {
            root = Files.createTempDirectory(root, "pictures");
            picture("imagesTr/x_0000" + ending, BufferedImage.TYPE_BYTE_GRAY, 0, 255);
            picture("imagesTr/x_0001" + ending, BufferedImage.TYPE_BYTE_GRAY, 51, 102);
            picture("labelsTr/x" + ending, BufferedImage.TYPE_BYTE_GRAY, 0, 1);
            json("{\"channel_names\": {\"0\": \"a\", \"1\": \"b\"}, \"labels\": {\"background\": 0, \"x\": 1},"
                    + " \"file_ending\": \"" + ending + "\", \"numTraining\": 1}");
            Sample sample = dataset().load(dataset().samples().get(0));
            assertThat(sample.image().values()).containsExactly(0, 1, 0.2f, 0.4f);
            assertThat(sample.labels().values()).containsExactly(0, 1);
        }
        root = Files.createTempDirectory(root, "colour");
        picture("imagesTr/x_0000.png", BufferedImage.TYPE_INT_RGB, 0, 51, 102, 255, 204, 153);
        picture("labelsTr/x.png", BufferedImage.TYPE_BYTE_GRAY, 0, 1);
        json(
                "{\"channel_names\": {\"0\": \"R\", \"1\": \"G\", \"2\": \"B\"}, \"labels\": {\"background\": 0, \"x\": 1},"
                        + " \"file_ending\": \".png\"}");
        Dataset colour = dataset();
        assertThat(colour.load(colour.samples().get(0)).image().values()).containsExactly(0, 1, 0.2f, 0.8f, 0.4f, 0.6f);
        assertThat(colour.imageFiles()).containsExactly("{id}_0000.png");
        assertThatThrownBy(() -> dataset(Map.of("containing", List.of("x"))).samples())
                .isExactlyInstanceOf(UserError.class)
                .hasMessageContaining("containing: found a value, but the data are pictures");
    }

    @Test
    void refusesAFolderThatIsNone() throws IOException {
        Path good = root;
        root = good.resolve("nowhere");
        refuses("root: there is no folder '" + root + "'; nnU-Net's raw layout is a folder with dataset.json");
        root = Files.createDirectory(good.resolve("empty"));
        refuses("root: there is no file '" + root.resolve("dataset.json") + "'; nnU-Net's raw layout is a folder with"
                + " dataset.json, imagesTr and labelsTr");
        root = Files.createTempDirectory(good, "raw");
        Files.createDirectory(root.resolve("Dataset007_Made"));
        Files.writeString(root.resolve("Dataset007_Made/dataset.json"), "{}");
        refuses("'" + root.resolve("Dataset007_Made") + "' has one: give that folder.");
    }

    @Test
    void refusesACaseThatIsNotWhole() throws IOException {
        Files.delete(root.resolve("imagesTr/b_1_0001.nii.gz"));
        refuses("image 'b_1' has no file 'imagesTr/b_1_0001.nii.gz'; every image has 2 channels");
        Files.delete(root.resolve("imagesTr/b_1_0000.nii.gz"));
        refuses("root: label file 'labelsTr/b_1.nii.gz' has no image: there is no file 'imagesTr/b_1_0000.nii.gz'");
        Files.delete(root.resolve("labelsTr/b_1.nii.gz"));
        refuses("root: dataset.json says that there are 2 training cases (numTraining), and imagesTr has 1; get what is"
                + " missing, or correct the number");
        Files.delete(root.resolve("labelsTr/a_1.nii.gz"));
        refuses("root: image 'imagesTr/a_1_0000.nii.gz' has no label file: there is no file 'labelsTr/a_1.nii.gz'");
    }

    @Test
    void refusesChannelsOfOtherGeometryOrNumber() throws IOException {
        NiftiBytes.bytes(1, 1, 2, 1, 2).write(root.resolve("imagesTr/a_1_0001.nii.gz"));
        refuses(
                "image 'imagesTr/a_1_0001.nii.gz' has 1 x 1 x 2, but image 'imagesTr/a_1_0000.nii.gz', another channel of"
                        + " the same image, has 2 x 1 x 2 voxels");
        volume("imagesTr/a_1_0001.nii.gz", 5, 6, 7, 8);
        NiftiBytes.bytes(2, 2, 1, 0, 1, 2, 7).write(root.resolve("labelsTr/a_1.nii.gz"));
        refuses(
                "label file 'labelsTr/a_1.nii.gz' has 2 x 2 x 1, but its image 'imagesTr/a_1_0000.nii.gz' has 2 x 1 x 2");
        volume("labelsTr/a_1.nii.gz", 0, 1, 2, 7);
        volume("imagesTr/a_1_0002.nii.gz", 5, 6, 7, 8);
        refuses("root: imagesTr has 1 file of a channel that dataset.json does not name (a_1_0002.nii.gz); it names 2,"
                + " numbered from 0: CT, T2");
    }

    @Test
    void refusesTwoConventionsInOneFolder() throws IOException {
        volume("imagesTr/c.nii.gz", 1, 2, 3, 4);
        refuses(
                "root: imagesTr holds files of two conventions: 4 are called CASE_0000.nii.gz with the number of the"
                        + " channel, as nnU-Net's layout and the file_ending of dataset.json have it, and 1 otherwise (c.nii.gz)");
        Files.delete(root.resolve("imagesTr/c.nii.gz"));
        volume("labelsTr/a_1.nii", 1, 2, 3, 4);
        refuses("root: labelsTr holds 1 file that do not end as dataset.json says, in .nii.gz (a_1.nii)");
        Files.delete(root.resolve("labelsTr/a_1.nii"));
        json(TWO.replace(".nii.gz", ".nii"));
        refuses("root: no file of imagesTr is called CASE_0000.nii with the number of the channel");
    }

    @Test
    void refusesWhatDatasetJsonDoesNotSayAsNnunetDoes() throws IOException {
        json("{\"channel_names\": ");
        refuses("dataset.json: this is not nnU-Net's dataset.json: line 1 is no JSON");
        json("[1]");
        refuses("dataset.json: this is not nnU-Net's dataset.json: it is no JSON object");
        json("{}");
        refuses("dataset.json: it has neither 'channel_names' nor, as old files do, 'modality'");
        json(TWO.replace("\"1\": \"T2\"", "\"2\": \"T2\""));
        refuses("dataset.json: channel_names: the channel 1 is missing in");
        json(TWO.replace("\"T2\"", "5"));
        refuses("dataset.json: channel_names: found {\"0\":\"CT\",\"1\":5}");
        json(TWO.replace("\"organ\": 1", "\"organ\": \"1\""));
        refuses("dataset.json: labels: 'organ' is \"1\", and a label is a number from 0 to 65535");
        json(TWO.replace("\"organ\": 1", "\"organ\": 2"));
        refuses("dataset.json: labels: 'tumour' and 'organ' have the same number");
        json(TWO.replace("\"background\": 0", "\"background\": 9"));
        refuses("dataset.json: labels: no label has the number 0, the background's");
        json(TWO.replace("\"organ\": 1", "\"organ\": 7"));
        refuses("dataset.json: labels: a structure has the number of the background, or of 'ignore'");
        json(TWO.replace("\"labels\"", "\"classes\""));
        refuses("dataset.json: labels: it is missing; expected is an object");
        json(TWO.replace("\"numTraining\": 2", "\"numTraining\": \"two\""));
        refuses("dataset.json: numTraining: found \"two\"");
        json(TWO.replace(".nii.gz", ".nrrd"));
        refuses("dataset.json: file_ending: found \".nrrd\", read are .nii.gz, .nii, .png, .tif, .tiff");
        json(TWO.replace("\"numTraining\"", "\"dataset\": {}, \"numTraining\""));
        refuses("dataset.json: it lists its files under 'dataset'; that is not read");
    }
}
