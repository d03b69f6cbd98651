// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.datasets.files.FileDataset;
import org.septum.datasets.files.IdPattern;
import org.septum.datasets.files.Pairs;

/** Finds the pairs of image and mask without opening them. */
record FolderIndex(
        Pairs pairs,
        Optional<IdPattern> group,
        Optional<IdPattern> volume,
        Optional<IdPattern> slice,
        Optional<Spacing> spacing) {

    /** What the pattern for volumes finds in one group: a volume lies within its group. */
    private record Place(String volume, String group) {}

    /**
     * All samples, sorted by volume and slice. A volume is called what its pattern finds, and where that is found in several
     * groups, {@code group/volume}.
     *
     * @throws UserError if the folder or a mask is missing, no file matches, or an id does not match its patterns
     */
    FileDataset.Listing find() {
        Pairs.Found pairsFound = pairs.find();
        Map<Place, List<String>> idsOf = new HashMap<>();
        Map<String, Set<String>> groupsOf = new HashMap<>();
        for (String id : pairsFound.ids()) {
            Place place = new Place(volumeOf(id), groupOf(id));
            idsOf.computeIfAbsent(place, key -> new ArrayList<>()).add(id);
            groupsOf.computeIfAbsent(place.volume(), key -> new HashSet<>()).add(place.group());
        }
        Map<String, Place> volumes = new TreeMap<>();
        for (Place place : idsOf.keySet()) {
            boolean alone = groupsOf.get(place.volume()).size() == 1;
            String name = alone ? place.volume() : place.group() + "/" + place.volume();
            Place other = volumes.put(name, place);
            if (other != null) {
                throw pairs.arguments()
                        .error(
                                "volume",
                                "two volumes would be called '" + name + "': '" + other.volume() + "' of group '"
                                        + other.group() + "' and '" + place.volume() + "' of group '" + place.group()
                                        + "'; let the pattern find another part of the ids");
            }
        }
        List<SampleInfo> samples = new ArrayList<>();
        volumes.forEach((name, place) -> samples.addAll(slices(name, place.group(), idsOf.get(place))));
        return new FileDataset.Listing(List.copyOf(samples), pairsFound.note());
    }

    private List<SampleInfo> slices(String volume, String group, List<String> ids) {
        ids.sort(Comparator.comparing(this::number));
        List<SampleInfo> slices = new ArrayList<>();
        for (String id : ids) {
            slices.add(new SampleInfo(
                    id,
                    group,
                    volume,
                    slices.size(),
                    spacing,
                    Optional.empty(),
                    pairs.images().paths(id).get(0),
                    Map.of()));
        }
        return slices;
    }

    /** Without a pattern the volume, or the image where there is none for that either. */
    private String groupOf(String id) {
        return group.or(() -> volume)
                .map(pattern -> pattern.required(id, pairs.arguments()))
                .orElse(id);
    }

    private String volumeOf(String id) {
        return volume.map(pattern -> pattern.required(id, pairs.arguments())).orElseGet(() -> groupOf(id));
    }

    /** The number that orders a volume's slices; ids without one come first, in their own order. */
    private BigInteger number(String id) {
        String text = slice.flatMap(pattern -> pattern.find(id)).orElse("-1");
        try {
            return new BigInteger(text);
        } catch (NumberFormatException e) {
            throw pairs.arguments()
                    .error("slice", "the group matches '" + text + "' in id '" + id + "', which is not a number");
        }
    }
}
