// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.nifti;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.septum.datasets.files.IdPattern;
import org.septum.datasets.files.ImagePatterns;
import org.septum.datasets.files.Levels;
import org.septum.datasets.files.Pairs;

/**
 * Creates datasets of NIfTI volumes with a label file each; {@link VolumeDataset} says how they are read.
 *
 * <p>Without {@code group} every volume is a group of its own, which is right only if no two volumes show the same
 * patient.
 */
@Component
@PluginType("nifti")
public final class NiftiDatasetFactory implements DatasetFactory {

    @Override
    public String summary() {
        return "the slices of NIfTI volumes with label files, found by name patterns";
    }

    @Override
    public Options options() {
        return Options.of(
                Pairs.ROOT,
                ImagePatterns.option(
                        "the volumes' paths below root with {id} for the part that names the volume, for example"
                                + " images/{id}.nii.gz; an id may span folders"),
                Option.text(
                        "labels",
                        "the label files' paths below root with the volume's {id}, for example labels/{id}.nii.gz"),
                Levels.option(
                        -32768,
                        65535,
                        "for each label the number, or list of numbers, that label files store for it; the first label is"
                                + " the background"),
                Levels.IGNORED,
                Option.text(
                                "group",
                                "a regular expression (RE2) whose group finds the patient in the id, for example ^(.*?)-; without"
                                        + " it every volume is a group of its own")
                        .optional(),
                Option.mapping(
                                "attributes",
                                new OptionType.Text(),
                                "for each further fact, such as the phase, a regular expression whose group finds it in the"
                                        + " id")
                        .or(Map.of()),
                VolumeDataset.CONTAINING,
                VolumeDataset.CHANNELS,
                Pairs.SOURCE);
    }

    @Override
    public Dataset create(Arguments arguments) {
        Pairs pairs = Pairs.of(arguments, "labels", "label file");
        Optional<IdPattern> group = IdPattern.of(arguments, "group");
        Map<String, IdPattern> attributes = new TreeMap<>();
        arguments
                .mapping("attributes", String.class)
                .forEach((name, regex) -> attributes.put(name, IdPattern.of(arguments, "attributes", regex)));
        return VolumeDataset.of(
                arguments,
                () -> find(pairs, group, attributes),
                Levels.of(arguments),
                Channels.of(arguments, pairs.images().ofChannels()),
                pairs.source());
    }

    @Override
    public Optional<Recognition> recognize(Recognition.Folder folder) {
        return new NiftiRecognition(folder).recognize();
    }

    private static VolumeDataset.Found find(Pairs pairs, Optional<IdPattern> group, Map<String, IdPattern> attributes) {
        List<VolumePair> volumes = new ArrayList<>();
        Pairs.Found found = pairs.find();
        for (String id : found.ids()) {
            Map<String, String> values = new TreeMap<>();
            attributes.forEach((name, pattern) -> values.put(name, pattern.required(id, pairs.arguments())));
            volumes.add(new VolumePair(
                    id,
                    group.map(pattern -> pattern.required(id, pairs.arguments()))
                            .orElse(id),
                    pairs.root(),
                    pairs.images().paths(id).stream().map(pairs.root()::resolve).toList(),
                    pairs.root().resolve(pairs.partners().path(id)),
                    Map.copyOf(values)));
        }
        return new VolumeDataset.Found(volumes, found.note());
    }
}
