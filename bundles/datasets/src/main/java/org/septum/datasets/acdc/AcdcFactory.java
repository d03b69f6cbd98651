// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.acdc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.data.Dataset;
import org.septum.api.data.DatasetFactory;
import org.septum.api.data.Recognition;
import org.septum.datasets.files.Channels;
import org.septum.datasets.files.Levels;
import org.septum.datasets.files.Pairs;
import org.septum.datasets.nifti.VolumeDataset;

/**
 * Creates datasets of the ACDC training data: 100 patients, 200 volumes (end of diastole and of systole), 1902 short-axis
 * slices, with the labels background, right-ventricle cavity, myocardium and left-ventricle cavity. O. Bernard et al.,
 * "Deep learning techniques for automatic MRI cardiac multi-structures segmentation and diagnosis: is the problem
 * solved?", IEEE Transactions on Medical Imaging 37(11), 2018.
 *
 * <p>A sample's group is its patient and its volume the patient and phase, such as {@code patient001-ED}. Its attributes
 * are {@code phase} (ED, ES), {@code group} (the disease: NOR, MINF, DCM, HCM, RV), {@code height} in cm and {@code
 * weight} in kg. Intensities are the files' own numbers, whose range differs from patient to patient: scale them. The
 * spacing is that of the headers; the files' affine map does not carry it (voxels of 1 mm) but has the axes' directions.
 * {@link VolumeDataset} says how rows and columns lie.
 */
@Component
@PluginType("acdc")
public final class AcdcFactory implements DatasetFactory {

    private static final Option BOTH_PHASES = Option.flag(
                    "both-phases",
                    "gives every slice a second channel, the image of the patient's other phase: what moves between the"
                            + " two is heart. Prediction then wants two files for an image, ID_0000 and ID_0001")
            .or(false);
    private static final List<String> CHANNEL_FILES = List.of("{id}_0000.nii.gz", "{id}_0001.nii.gz");
    private static final List<String> LABELS = List.of("background", "rv", "myocardium", "lv");

    @Override
    public String summary() {
        return "short-axis cardiac MRI of the Automated Cardiac Diagnosis Challenge (MICCAI 2017) as distributed";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.text(Pairs.ROOT.name(), "the folder that holds patient001, patient002, ..."),
                Option.list(
                                "phases",
                                new OptionType.Choice(AcdcFolder.PHASES),
                                "the phases to take: end of diastole (ED), end of systole (ES)")
                        .or(AcdcFolder.PHASES),
                Option.list(
                                "groups",
                                new OptionType.Choice(List.of("NOR", "MINF", "DCM", "HCM", "RV")),
                                "take only patients of these disease groups: normal, infarct, dilated or hypertrophic"
                                        + " cardiomyopathy, abnormal right ventricle; without it, all")
                        .optional(),
                BOTH_PHASES,
                VolumeDataset.CONTAINING,
                VolumeDataset.CHANNELS);
    }

    @Override
    public Optional<Recognition> recognize(Recognition.Folder folder) {
        return new AcdcRecognition(folder, options()).recognize();
    }

    @Override
    public Dataset create(Arguments arguments) {
        List<String> phases = arguments.list("phases", String.class);
        if (phases.isEmpty()) {
            throw arguments.error("phases", "found an empty list, allowed are ED, ES or both");
        }
        List<String> groups = arguments.has("groups") ? arguments.list("groups", String.class) : List.of();
        boolean both = arguments.flag(BOTH_PHASES.name());
        int copies = arguments.whole(VolumeDataset.CHANNELS.name());
        if (both && copies != 1) {
            throw arguments.error(
                    VolumeDataset.CHANNELS.name(),
                    "found " + copies + ", but with 'both-phases' an image has two channels, one of each phase; leave"
                            + " one of the two options out");
        }
        AcdcFolder folder = new AcdcFolder(
                arguments,
                Pairs.root(arguments),
                AcdcFolder.PHASES.stream().filter(phases::contains).toList(),
                groups,
                both);
        Map<String, List<Long>> levels = new LinkedHashMap<>();
        LABELS.forEach(label -> levels.put(label, List.of((long) levels.size())));
        Channels channels = Channels.of(arguments, both ? CHANNEL_FILES : List.of());
        return VolumeDataset.of(arguments, folder::find, new Levels(levels), channels, AcdcFolder.CITATION);
    }
}
