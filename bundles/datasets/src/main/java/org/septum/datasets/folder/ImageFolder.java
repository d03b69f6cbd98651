// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.datasets.files.Levels;
import org.septum.datasets.files.Notes;

/** Pairs of an image file and a mask file. They are decoded each time a sample is loaded. */
final class ImageFolder implements Dataset {

    private final FolderIndex index;
    private final Levels levels;
    private final int channels;
    private final String source;
    private final Notes notes = new Notes();
    private final PictureDepths depths = new PictureDepths();
    private FolderIndex.Found found;

    /**
     * @param source where the data come from and how to cite them, or empty
     */
    ImageFolder(FolderIndex index, Levels levels, int channels, String source) {
        this.index = index;
        this.levels = levels;
        this.channels = channels;
        this.source = source;
    }

    @Override
    public List<SampleInfo> samples() {
        return found().samples();
    }

    private synchronized FolderIndex.Found found() {
        if (found == null) {
            found = index.find();
        }
        return found;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public List<String> labels() {
        return levels.labels();
    }

    @Override
    public Sample load(SampleInfo info) {
        String imageName = index.pairs().images().path(info.id());
        String maskName = index.pairs().partners().path(info.id());
        PictureFile image = PictureFile.read(index.pairs().root().resolve(imageName), "image", imageName);
        PictureFile mask = PictureFile.read(index.pairs().root().resolve(maskName), "mask", maskName);
        for (Map.Entry<String, PictureFile> file :
                Map.of(imageName, image, maskName, mask).entrySet()) {
            file.getValue().note().ifPresent(note -> notes.add(note, file.getKey()));
        }
        if (mask.format().equals("jpeg")) {
            throw lossy("mask '" + maskName + "' is a JPEG file");
        }
        Image intensities = Intensities.read(image.picture(), channels, imageName);
        depths.add(image.picture(), imageName);
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

    @Override
    public List<Integer> levels() {
        return levels.firstOfEach();
    }

    @Override
    public List<String> notes() {
        List<String> lines = new ArrayList<>(List.of(found().note()));
        lines.addAll(notes.lines());
        lines.addAll(depths.lines());
        return lines;
    }

    @Override
    public String citation() {
        return source;
    }

    static UserError lossy(String what) {
        return new UserError(
                what + ": JPEG changes grey levels, so that labels cannot be told apart; use PNG or TIFF masks");
    }
}
