// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.data.SampleInfo;
import org.septum.api.sampling.Aim;
import org.septum.api.sampling.Draw;

/**
 * One use of a sample in an epoch.
 *
 * @param aim which part of it is to be shown
 * @param repetition how often the epoch has used it before: each use draws its own augmentations
 */
public record SampleUse(SampleInfo sample, Aim aim, int repetition) {

    /** A first use, of which augmentations choose the part. */
    public static SampleUse open(SampleInfo sample) {
        return new SampleUse(sample, Aim.OPEN, 0);
    }

    /** The same for each of some samples. */
    public static List<SampleUse> ofEach(List<SampleInfo> samples) {
        return samples.stream().map(SampleUse::open).toList();
    }

    /** What was drawn for an epoch, in its order. */
    static List<SampleUse> of(List<Draw> draws) {
        Map<String, Integer> before = new HashMap<>();
        List<SampleUse> uses = new ArrayList<>(draws.size());
        for (Draw draw : draws) {
            int times = before.merge(draw.sample().id(), 1, Integer::sum);
            uses.add(new SampleUse(draw.sample(), draw.aim(), times - 1));
        }
        return uses;
    }
}
