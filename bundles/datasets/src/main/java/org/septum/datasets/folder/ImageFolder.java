// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import com.google.re2j.Pattern;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Recognition;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.datasets.files.Channels;
import org.septum.datasets.files.FileDataset;
import org.septum.datasets.files.IdPattern;
import org.septum.datasets.files.Levels;
import org.septum.datasets.files.Pairs;

/** Pairs of an image, in one file or one for each channel, and a mask. They are decoded each time a sample is loaded. */
public final class ImageFolder extends FileDataset {

    private final FolderIndex index;
    private final PictureDepths depths = new PictureDepths();

    ImageFolder(FolderIndex index, Levels levels, Channels channels) {
        super(levels, channels, index.pairs().source());
        this.index = index;
    }

    /**
     * Pictures each of which is a volume of its own, without a spacing.
     *
     * @param group finds the patient in an id; without it every picture is a group of its own
     */
    public static ImageFolder of(Pairs pairs, Optional<IdPattern> group, Levels levels, Channels channels) {
        FolderIndex index = new FolderIndex(
                pairs,
                group,
                Optional.of(new IdPattern("volume", Pattern.compile("(.*)"))),
                Optional.empty(),
                Optional.empty());
        return new ImageFolder(index, levels, channels);
    }

    /**
     * The size of a picture, by its header.
     *
     * @throws UserError if that cannot be read
     */
    public static Recognition.Size size(Path picture) {
        PictureHeader header = PictureFile.header(picture, "image '" + picture + "'");
        return new Recognition.Size(header.height(), header.width(), Optional.empty(), 1);
    }

    @Override
    protected Listing list() {
        return index.find();
    }

    @Override
    public Sample load(SampleInfo info) {
        List<String> imageNames = index.pairs().images().paths(info.id());
        String imageName = imageNames.get(0);
        String maskName = index.pairs().partners().path(info.id());
        List<PictureFile> images =
                imageNames.stream().map(name -> read("image", name)).toList();
        PictureFile mask = read("mask", maskName);
        if (mask.format().equals("jpeg")) {
            throw lossy("mask '" + maskName + "' is a JPEG file");
        }
        Image intensities = Intensities.read(images, channels(), imageNames);
        for (int file = 0; file < imageNames.size(); file++) {
            depths.add(images.get(file).picture(), imageNames.get(file));
        }
        int height = mask.picture().getHeight();
        int width = mask.picture().getWidth();
        int[] labels = levels.labels(GreyLevels.read(mask.picture(), maskName), "mask '" + maskName + "'", "pixel");
        if (height != intensities.height() || width != intensities.width()) {
            throw new UserError("mask '" + maskName + "' has " + height + " x " + width
                    + " pixels, but its image '" + imageName + "' has " + intensities.height() + " x "
                    + intensities.width() + " (height x width)");
        }
        return new Sample(info, intensities, new LabelMap(height, width, labels));
    }

    private PictureFile read(String role, String name) {
        PictureFile file = PictureFile.read(index.pairs().root().resolve(name), role + " '" + name + "'");
        file.note().ifPresent(note -> notes.add(note, name));
        return file;
    }

    @Override
    public List<String> notes() {
        List<String> lines = super.notes();
        lines.addAll(depths.lines());
        return lines;
    }

    static UserError lossy(String what) {
        return new UserError(
                what + ": JPEG changes grey levels, so that labels cannot be told apart; use PNG or TIFF masks");
    }
}
