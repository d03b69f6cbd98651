// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.util.List;
import java.util.Locale;
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
import org.septum.api.data.Spacing;
import org.septum.datasets.files.Channels;
import org.septum.datasets.files.IdPattern;
import org.septum.datasets.files.ImagePatterns;
import org.septum.datasets.files.Levels;
import org.septum.datasets.files.Pairs;

/**
 * Creates datasets of PNG, JPEG and TIFF images with a PNG or TIFF mask each.
 *
 * <p>Without {@code group} every volume is a group of its own, and without {@code volume} too every image, which is right
 * only if no two show the same patient. Pictures lie as viewers show them: what a file's orientation tag says is done.
 */
@Component
@PluginType("image-folder")
public final class ImageFolderFactory implements DatasetFactory {

    @Override
    public String summary() {
        return "PNG, JPEG or TIFF images with PNG or TIFF masks, found by name patterns";
    }

    @Override
    public Options options() {
        return Options.of(
                Pairs.ROOT,
                ImagePatterns.option(
                        "the images' paths below root with {id} for the part that names the sample, for example"
                                + " images/{id}.png; an id may span folders"),
                Option.text("masks", "the masks' paths below root with the image's {id}, for example masks/{id}.png"),
                Levels.option(
                        0,
                        65535,
                        "for each label the grey level, or list of levels, that masks store for it; the first label is the"
                                + " background. In a mask with a palette the level is the palette index"),
                Levels.IGNORED,
                Channels.option("1 or 3 image channels; colour becomes grey by the luma weights of ITU-R BT.601, grey"
                        + " becomes three equal channels"),
                Option.text(
                                "group",
                                "a regular expression (RE2) whose group finds the patient in the id, for example ^(.*?)-IM-;"
                                        + " without it every volume is a group of its own, and without that pattern"
                                        + " every image")
                        .optional(),
                Option.text(
                                "volume",
                                "a regular expression whose group finds the stack of slices in the id; without it the"
                                        + " volume is the group. Images of different groups are never one volume")
                        .optional(),
                Option.text(
                                "slice",
                                "a regular expression whose group finds the number that orders a volume's slices; by"
                                        + " default the last number in the id")
                        .or("(\\d+)\\D*$"),
                new Option(
                        "spacing",
                        new OptionType.Listing(new OptionType.Real(0.001, 1000), 2, 3),
                        Option.Necessity.OPTIONAL,
                        null,
                        "distance in mm between rows, between columns and, if known, between slices, the same for all"
                                + " images"),
                Pairs.SOURCE);
    }

    @Override
    public Dataset create(Arguments arguments) {
        Pairs pairs = Pairs.of(arguments, "masks", "mask");
        String masks = pairs.partners().text();
        if (masks.toLowerCase(Locale.ROOT).endsWith(".jpg")
                || masks.toLowerCase(Locale.ROOT).endsWith(".jpeg")) {
            throw arguments.error(
                    "masks", ImageFolder.lossy("found '" + masks + "'").getMessage());
        }
        Channels channels = Channels.of(arguments, pairs.images().ofChannels());
        FolderIndex index = new FolderIndex(
                pairs,
                IdPattern.of(arguments, "group"),
                IdPattern.of(arguments, "volume"),
                IdPattern.of(arguments, "slice"),
                spacing(arguments));
        return new ImageFolder(index, Levels.of(arguments), channels);
    }

    @Override
    public Optional<Recognition> recognize(Recognition.Folder folder) {
        return new PictureRecognition(folder).recognize();
    }

    /** The distance between slices is not a number (NaN) where only that within them was given. */
    private static Optional<Spacing> spacing(Arguments arguments) {
        if (!arguments.has("spacing")) {
            return Optional.empty();
        }
        List<Double> values = arguments.list("spacing", Double.class);
        return Optional.of(new Spacing(values.get(0), values.get(1), values.size() == 3 ? values.get(2) : Double.NaN));
    }
}
