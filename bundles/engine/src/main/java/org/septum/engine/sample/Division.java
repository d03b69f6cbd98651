// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.septum.api.UserError;
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
public record Division(
        Map<Part, List<SampleInfo>> parts, Map<String, Set<Part>> overlaps, boolean overlapsAccepted, int groups) {

    /**
     * Divides the samples.
     *
     * @throws org.septum.api.UserError if the split cannot
     */
    public static Division of(Experiment experiment, List<SampleInfo> samples) {
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
    public static Division of(Map<Part, List<SampleInfo>> parts, boolean overlapsAccepted) {
        Map<String, Set<Part>> partsOfGroup = new TreeMap<>();
        parts.forEach((part, members) -> members.forEach(info -> partsOfGroup
                .computeIfAbsent(info.group(), group -> new LinkedHashSet<>())
                .add(part)));
        int groups = partsOfGroup.size();
        partsOfGroup.values().removeIf(found -> found.size() == 1);
        return new Division(parts, partsOfGroup, overlapsAccepted, groups);
    }

    /** @throws UserError if there is nothing to train with */
    public void requireTraining(Experiment experiment) {
        if (parts.get(Part.TRAIN).isEmpty()) {
            throw new UserError(
                    experiment.data().split().arguments().location(), "the split leaves no samples for training");
        }
    }

    /**
     * A warning if groups are in several parts and the experiment accepts it.
     *
     * @throws UserError if it does not
     */
    public List<String> leaks(Experiment experiment) {
        if (overlaps.isEmpty()) {
            return List.of();
        }
        String found =
                "groups leak: " + overlaps.size() + " of " + groups + " groups have samples in more than one part";
        if (!overlapsAccepted) {
            var first = overlaps.entrySet().iterator().next();
            throw new UserError(
                    experiment.data().split().arguments().location(),
                    found + " (" + first.getKey() + " in " + Part.join(" and ", first.getValue())
                            + "); a group must be in one part only, or its scores are too good");
        }
        return List.of(found + ", so that validation and test scores are too good");
    }
}
