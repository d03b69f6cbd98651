// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;

/**
 * Samples made from label maps. Every pixel of a sample's image holds ten times the sample's place in the dataset, plus the
 * pixel's label; how often each was loaded is counted.
 *
 * @param infos in order
 * @param maps the label map of each
 */
public record Samples(
        List<String> labels,
        int height,
        int width,
        List<SampleInfo> infos,
        List<int[]> maps,
        Map<String, AtomicInteger> loads)
        implements Dataset {

    public static Samples of(List<String> labels, int height, int width) {
        return new Samples(labels, height, width, new ArrayList<>(), new ArrayList<>(), new ConcurrentHashMap<>());
    }

    /** Adds a slice of the volume {@code GROUP/VOLUME} with one label for each pixel. */
    public Samples add(String group, String volume, int... map) {
        String path = group + "/" + volume;
        int slice =
                (int) infos.stream().filter(info -> info.volume().equals(path)).count();
        infos.add(info(path + "/" + slice, group, path, slice));
        maps.add(map);
        return this;
    }

    public static SampleInfo info(String id, String group, String volume, int slice) {
        return new SampleInfo(id, group, volume, slice, Optional.empty(), Optional.empty(), volume + ".png", Map.of());
    }

    @Override
    public List<SampleInfo> samples() {
        return infos;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public Sample load(SampleInfo info) {
        loads.computeIfAbsent(info.id(), id -> new AtomicInteger()).incrementAndGet();
        int index = infos.indexOf(info);
        int[] map = maps.get(index).clone();
        float[] values = new float[map.length];
        IntStream.range(0, map.length).forEach(i -> values[i] = 10 * index + map[i]);
        return new Sample(info, new Image(1, height, width, values), new LabelMap(height, width, map));
    }
}
