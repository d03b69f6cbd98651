// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Volume;
import org.septum.engine.sample.SampleSource;

/**
 * The slices of a file that is segmented, as samples without truth: their label maps have no pixels, which take no memory and
 * are background wherever they are looked at.
 *
 * @param volume with scaled intensities
 * @param channels of each image
 */
record VolumeSamples(Volume volume, int channels) implements SampleSource {

    static VolumeSamples of(Volume volume) {
        return new VolumeSamples(volume, volume.slices().get(0).channels());
    }

    /** What is known of a slice. */
    static SampleInfo info(Volume volume, int slice) {
        String name = volume.file().getFileName().toString();
        return new SampleInfo(
                name,
                name,
                name,
                slice,
                volume.spacing(),
                volume.affine(),
                volume.file().toString(),
                Map.of());
    }

    /** All slices in their order. */
    List<SampleInfo> slices() {
        return IntStream.range(0, volume.slices().size())
                .mapToObj(slice -> info(volume, slice))
                .toList();
    }

    @Override
    public List<SampleInfo> volume(SampleInfo info) {
        return slices();
    }

    @Override
    public Sample load(SampleInfo info) {
        return new Sample(info, volume.slices().get(info.slice()), new LabelMap(0, 0, new int[0]));
    }
}
