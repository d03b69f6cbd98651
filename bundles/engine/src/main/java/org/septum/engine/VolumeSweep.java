// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.septum.api.data.SampleInfo;

/** Goes through all samples in as many threads as there are processors; the slices of a volume stay in one thread. */
final class VolumeSweep {

    private VolumeSweep() {}

    /**
     * Looks at every volume.
     *
     * @param look called with the samples of one volume, in order, from several threads
     * @return what was seen, in the order of the samples
     */
    static <T> List<T> over(List<SampleInfo> samples, Function<List<SampleInfo>, T> look) {
        List<List<SampleInfo>> volumes = new ArrayList<>();
        String last = null;
        for (SampleInfo info : samples) {
            if (!info.volume().equals(last)) {
                volumes.add(new ArrayList<>());
                last = info.volume();
            }
            volumes.get(volumes.size() - 1).add(info);
        }
        return volumes.parallelStream().map(look).toList();
    }
}
