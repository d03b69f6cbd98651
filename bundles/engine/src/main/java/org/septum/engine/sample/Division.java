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
 * @param overlapsAccepted whether groups may be in several parts
 */
public record Division(Map<Part, List<SampleInfo>> parts, boolean overlapsAccepted) {

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
        return new Division(parts, split.acceptsLeakingGroups());
    }

    /** The parts in which each group has samples. */
    public Map<String, Set<Part>> partsOfGroups() {
        Map<String, Set<Part>> partsOfGroups = new TreeMap<>();
        parts.forEach((part, members) -> members.forEach(info -> partsOfGroups
                .computeIfAbsent(info.group(), group -> new LinkedHashSet<>())
                .add(part)));
        return partsOfGroups;
    }

    /** The groups that are in several parts, and those parts. */
    public Map<String, Set<Part>> overlaps() {
        Map<String, Set<Part>> overlaps = partsOfGroups();
        overlaps.values().removeIf(found -> found.size() == 1);
        return overlaps;
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
        Map<String, Set<Part>> overlaps = overlaps();
        if (overlaps.isEmpty()) {
            return List.of();
        }
        String found = "groups leak: " + overlaps.size() + " of "
                + partsOfGroups().size() + " groups have samples in more than one part";
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
