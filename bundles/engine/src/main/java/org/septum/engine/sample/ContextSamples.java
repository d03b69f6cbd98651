// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.septum.api.UserError;
import org.septum.api.data.Image;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/**
 * Samples whose images have the neighbouring slices of their volume as further channels. They are put together each time, from
 * what the source keeps once. Beyond the ends of a volume its last slice is repeated; a slice that the data leave out has no
 * place, so that the next one that is there is the neighbour.
 *
 * @param source of single slices
 */
record ContextSamples(SampleSource source, SliceContext context) implements SampleSource {

    @Override
    public int channels() {
        return context.inputChannels();
    }

    @Override
    public List<SampleInfo> volume(SampleInfo info) {
        return source.volume(info);
    }

    /**
     * Loads a slice and its neighbours.
     *
     * @throws UserError if they have different sizes, or the volume has several slices of one index
     */
    @Override
    public Sample load(SampleInfo info) {
        Sample middle = source.load(info);
        List<SampleInfo> volume = new ArrayList<>(source.volume(info));
        volume.sort(Comparator.comparingInt(SampleInfo::slice));
        int at = position(info, volume);
        List<Image> slices = new ArrayList<>();
        for (int i = at - context.each(); i <= at + context.each(); i++) {
            SampleInfo other = volume.get(Math.min(Math.max(i, 0), volume.size() - 1));
            Image image = other == volume.get(at)
                    ? middle.image()
                    : source.load(other).image();
            requireSize(info, middle.image(), other, image);
            slices.add(image);
        }
        return new Sample(info, context.together(slices), middle.labels());
    }

    private static int position(SampleInfo info, List<SampleInfo> volume) {
        int position = -1;
        for (int i = 0; i < volume.size(); i++) {
            SampleInfo other = volume.get(i);
            if (other.slice() == info.slice() && other.id().equals(info.id())) {
                position = i;
            } else if (other.slice() == info.slice()) {
                throw new UserError(info.source() + ": the samples " + info.id() + " and " + other.id()
                        + " are both slice " + info.slice() + " of the volume '" + info.volume()
                        + "', so that it is not known which slices are neighbours; data.context needs volumes whose"
                        + " slices have an index each, or leave data.context at 0");
            }
        }
        return position;
    }

    private static void requireSize(SampleInfo info, Image image, SampleInfo other, Image neighbour) {
        if (image.height() != neighbour.height() || image.width() != neighbour.width()) {
            throw new UserError(info.source() + ": sample " + info.id() + " has " + image.height() + " x "
                    + image.width()
                    + " pixels, but " + other.id() + ", its neighbour in the volume '" + info.volume() + "', has "
                    + neighbour.height() + " x " + neighbour.width()
                    + "; with data.context all slices of a volume must have one size");
        }
    }
}
