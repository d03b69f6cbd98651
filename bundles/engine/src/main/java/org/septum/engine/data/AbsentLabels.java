// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.engine.geometry.GridCut;
import org.septum.engine.geometry.VolumeCut;

/**
 * Labels that occur in no sample of a part: what is not trained on cannot be learnt, and what is not in the validation or
 * the test is not scored there.
 *
 * @param all the samples of the dataset
 * @param cut what was counted of each volume
 * @param ignored labels that are of no class and may be anywhere or nowhere
 * @param loader gives a sample's labels, for volumes of which only a slice or some are in the part
 */
record AbsentLabels(List<SampleInfo> all, GridCut cut, Set<String> ignored, Function<SampleInfo, LabelMap> loader) {

    /**
     * A warning for each part that lacks labels.
     *
     * @param parts the samples of train, validation and test; a part without any lacks nothing
     */
    List<String> warnings(Map<Part, List<SampleInfo>> parts) {
        BitSet anywhere = new BitSet();
        cut.cases().forEach(volume -> anywhere.or(labels(volume)));
        List<String> warnings = new ArrayList<>();
        List<SampleInfo> training = parts.get(Part.TRAIN);
        if (!training.isEmpty()) {
            unlearnt(found(training, anywhere), anywhere, warnings);
        }
        for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
            if (!parts.get(part).isEmpty()) {
                // What is nowhere was told of the training already.
                BitSet expected = training.isEmpty() ? every() : anywhere;
                unscored(part, found(parts.get(part), anywhere), expected, warnings);
            }
        }
        return warnings;
    }

    private void unlearnt(BitSet found, BitSet anywhere, List<String> warnings) {
        List<String> absent = new ArrayList<>();
        for (int label = 0; label < cut.labels().size(); label++) {
            if (!found.get(label) && !ignored.contains(cut.labels().get(label))) {
                absent.add(cut.labels().get(label) + (anywhere.get(label) ? "" : " (in no sample at all)"));
            }
        }
        if (!absent.isEmpty()) {
            warnings.add("labels that occur in no training sample: " + String.join(", ", absent)
                    + "; the network cannot learn them: check data.dataset.levels and the masks, or divide the data"
                    + " otherwise");
        }
    }

    private void unscored(Part part, BitSet found, BitSet expected, List<String> warnings) {
        List<String> absent = new ArrayList<>();
        for (int label = 1; label < cut.labels().size(); label++) {
            if (expected.get(label)
                    && !found.get(label)
                    && !ignored.contains(cut.labels().get(label))) {
                absent.add(cut.labels().get(label));
            }
        }
        if (!absent.isEmpty()) {
            warnings.add("no sample of the " + part + " part has " + String.join(" or ", absent) + ": "
                    + (absent.size() == 1 ? "its score there is" : "their scores there are")
                    + " undefined (or that of false alarms alone), and the mean is over the other classes: divide the"
                    + " data otherwise");
        }
    }

    private BitSet every() {
        BitSet every = new BitSet();
        every.set(0, cut.labels().size());
        return every;
    }

    private BitSet labels(VolumeCut volume) {
        BitSet labels = new BitSet();
        for (int label = 0; label < cut.labels().size(); label++) {
            labels.set(label, volume.has(label));
        }
        return labels;
    }

    /** The labels of a part's samples. */
    private BitSet found(List<SampleInfo> part, BitSet anywhere) {
        Set<String> others = new HashSet<>();
        Set<SampleInfo> members = new HashSet<>(part);
        all.stream().filter(info -> !members.contains(info)).forEach(info -> others.add(info.volume()));
        Set<String> volumes = new HashSet<>();
        part.forEach(info -> volumes.add(info.volume()));
        BitSet found = new BitSet();
        cut.cases().stream()
                .filter(volume -> volumes.contains(volume.volume()) && !others.contains(volume.volume()))
                .forEach(volume -> found.or(labels(volume)));
        for (SampleInfo info : part) {
            if (!found.equals(anywhere) && others.contains(info.volume())) {
                for (int label : loader.apply(info).values()) {
                    found.set(label);
                }
            }
        }
        return found;
    }
}
