// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.util.List;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/** Pairs of an image file and a mask file. Decoded samples stay in memory as long as there is room. */
final class ImageFolder implements Dataset {

    private final FolderIndex index;
    private final Levels levels;
    private final int channels;
    private final String source;
    private final SampleCache cache = new SampleCache();
    private List<SampleInfo> samples;

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
    public synchronized List<SampleInfo> samples() {
        if (samples == null) {
            samples = index.find();
        }
        return samples;
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
        return cache.get(info.id(), () -> decode(info));
    }

    @Override
    public String citation() {
        return source;
    }

    private Sample decode(SampleInfo info) {
        String imageName = index.images().path(info.id());
        String maskName = index.masks().path(info.id());
        PictureFile image = PictureFile.read(index.root().resolve(imageName), "image", imageName);
        PictureFile mask = PictureFile.read(index.root().resolve(maskName), "mask", maskName);
        if (mask.format().equals("jpeg")) {
            throw lossy("mask '" + maskName + "' is a JPEG file");
        }
        Image intensities = Intensities.read(image.picture(), channels, imageName);
        LabelMap labels = levels.read(mask.picture(), maskName);
        if (labels.height() != intensities.height() || labels.width() != intensities.width()) {
            throw new UserError("mask '" + maskName + "' has " + labels.height() + " x " + labels.width()
                    + " pixels, but its image '" + imageName + "' has " + intensities.height() + " x "
                    + intensities.width() + " (height x width)");
        }
        return new Sample(info, intensities, labels);
    }

    static UserError lossy(String what) {
        return new UserError(
                what + ": JPEG changes grey levels, so that labels cannot be told apart; use PNG or TIFF masks");
    }
}
