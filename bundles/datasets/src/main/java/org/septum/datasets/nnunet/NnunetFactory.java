// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nnunet;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.Dataset;
import org.septum.api.data.DatasetFactory;
import org.septum.api.data.Recognition;
import org.septum.datasets.files.IdPattern;
import org.septum.datasets.files.Pairs;
import org.septum.datasets.nifti.VolumeDataset;

/**
 * Creates datasets in nnU-Net's raw layout: a folder with {@code dataset.json}, {@code imagesTr} with {@code CASE_0000},
 * {@code CASE_0001} and so on for the channels of each case, and {@code labelsTr} with {@code CASE}. NIfTI volumes are read as
 * the dataset {@code nifti} reads them, pictures as {@code image-folder} does.
 *
 * <p>{@code dataset.json} says what the channels are ({@code channel_names}, in old files {@code modality}), which numbers are
 * which labels, {@code ignore} being that of pixels that nobody has judged, and how files end. Where labels are lists of numbers
 * they are regions: the numbers become labels of their own and the lists the regions of a head {@code multilabel}. A region's
 * decision is what its head makes of it, so that {@code regions_class_order} is checked and not needed. The images of {@code
 * imagesTs} have no labels and are for predictions.
 *
 * <p>The layout is described in nnU-Net's documentation, "nnU-Net dataset format". F. Isensee et al., "nnU-Net: a
 * self-configuring method for deep learning-based biomedical image segmentation", Nature Methods 18, 2021.
 */
@Component
@PluginType("nnunet")
public final class NnunetFactory implements DatasetFactory {

    @Override
    public String summary() {
        return "a folder in nnU-Net's raw layout: dataset.json, imagesTr, labelsTr";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.text(Pairs.ROOT.name(), "the folder that holds dataset.json, imagesTr and labelsTr"),
                Option.text(
                                "group",
                                "a regular expression (RE2) whose group finds the patient in a case's name, for example"
                                        + " ^(.*?)_; without it every case is a group of its own")
                        .optional(),
                VolumeDataset.CONTAINING);
    }

    @Override
    public Dataset create(Arguments arguments) {
        return open(arguments);
    }

    private static NnunetDataset open(Arguments arguments) {
        Optional<IdPattern> group = IdPattern.of(arguments, "group");
        return new NnunetDataset(new RawFolder(arguments, Pairs.root(arguments)), group);
    }

    /** The data of a folder, each case a group of its own. */
    NnunetDataset open(Path root) {
        return open(Arguments.of(options(), Map.of(Pairs.ROOT.name(), root.toString())));
    }

    @Override
    public Optional<Recognition> recognize(Recognition.Folder folder) {
        return new NnunetRecognition(folder, this).recognize();
    }
}
