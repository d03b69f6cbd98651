// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.septum.api.data.LabelMap;
import org.septum.api.data.SampleInfo;

/** Labels that occur in no training sample: the network cannot learn them, and their scores are 0 or undefined. */
final class AbsentLabels {

    private AbsentLabels() {}

    /**
     * A warning if there are any.
     *
     * @param all the samples of the dataset
     * @param training those to train on; without any, nothing is trained and nothing is absent
     * @param cut what was counted of each volume
     * @param loader gives a sample's labels, for volumes of which only a part is trained on
     */
    static Optional<String> warning(
            List<SampleInfo> all, List<SampleInfo> training, GridCut cut, Function<SampleInfo, LabelMap> loader) {
        if (training.isEmpty()) {
            return Optional.empty();
        }
        Set<String> others = new HashSet<>();
        Set<SampleInfo> trained = new HashSet<>(training);
        all.stream().filter(info -> !trained.contains(info)).forEach(info -> others.add(info.volume()));
        Set<String> volumes = new HashSet<>();
        training.forEach(info -> volumes.add(info.volume()));
        BitSet anywhere = new BitSet();
        BitSet found = new BitSet();
        for (VolumeCut volume : cut.cases()) {
            boolean whole = volumes.contains(volume.volume()) && !others.contains(volume.volume());
            for (int label = 0; label < cut.labels().size(); label++) {
                if (volume.has(label)) {
                    anywhere.set(label);
                    found.set(label, found.get(label) || whole);
                }
            }
        }
        for (SampleInfo info : training) {
            if (!found.equals(anywhere) && others.contains(info.volume())) {
                for (int label : loader.apply(info).values()) {
                    found.set(label);
                }
            }
        }
        List<String> absent = new ArrayList<>();
        for (int label = 0; label < cut.labels().size(); label++) {
            if (!found.get(label)) {
                absent.add(cut.labels().get(label) + (anywhere.get(label) ? "" : " (in no sample at all)"));
            }
        }
        return absent.isEmpty()
                ? Optional.empty()
                : Optional.of("labels that occur in no training sample: " + String.join(", ", absent)
                        + "; the network cannot learn them: check data.dataset.levels and the masks, or divide the data"
                        + " otherwise");
    }
}
