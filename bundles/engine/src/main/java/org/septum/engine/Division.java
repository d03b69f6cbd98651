// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.septum.api.data.Part;
import org.septum.api.data.Partition;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Split;
import org.septum.api.experiment.Experiment;

/**
 * An experiment's samples as its split divides them.
 *
 * @param parts the samples of train, validation and test, in this order
 * @param overlaps the groups that are in several parts, and those parts
 * @param overlapsAccepted whether the experiment says that groups may be in several parts
 * @param groups how many groups there are
 */
record Division(
        Map<Part, List<SampleInfo>> parts, Map<String, Set<Part>> overlaps, boolean overlapsAccepted, int groups) {

    /**
     * Divides the samples.
     *
     * @throws org.septum.api.UserError if the split cannot
     */
    static Division of(Experiment experiment, List<SampleInfo> samples) {
        Split split = experiment.data().split().create(Split.class);
        Randomness randomness = new Randomness(split.seed().orElse(experiment.seed()));
        Partition partition = split.divide(samples, randomness.generator("split"));
        Map<Part, List<SampleInfo>> parts = new LinkedHashMap<>();
        parts.put(Part.TRAIN, partition.train());
        parts.put(Part.VALIDATION, partition.validation());
        parts.put(Part.TEST, partition.test());
        return of(parts, split.acceptsLeakingGroups());
    }

    /** Samples that are divided already. */
    static Division of(Map<Part, List<SampleInfo>> parts, boolean overlapsAccepted) {
        Map<String, Set<Part>> partsOfGroup = new TreeMap<>();
        parts.forEach((part, members) -> members.forEach(info -> partsOfGroup
                .computeIfAbsent(info.group(), group -> new LinkedHashSet<>())
                .add(part)));
        int groups = partsOfGroup.size();
        partsOfGroup.values().removeIf(found -> found.size() == 1);
        return new Division(parts, partsOfGroup, overlapsAccepted, groups);
    }
}
