// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.folder;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.septum.api.UserError;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.datasets.files.IdPattern;
import org.septum.datasets.files.Pairs;

/** Finds the pairs of image and mask without opening them. */
record FolderIndex(
        Pairs pairs,
        Optional<IdPattern> group,
        Optional<IdPattern> volume,
        Optional<IdPattern> slice,
        Optional<Spacing> spacing) {

    /**
     * All samples, sorted by volume and slice.
     *
     * @throws UserError if the folder or a mask is missing, no file matches, or an id does not match its patterns
     */
    List<SampleInfo> find() {
        Map<String, List<String>> idsOfVolume = new TreeMap<>();
        for (String id : pairs.ids()) {
            idsOfVolume.computeIfAbsent(volumeOf(id), name -> new ArrayList<>()).add(id);
        }
        List<SampleInfo> samples = new ArrayList<>();
        idsOfVolume.forEach((volume, ids) -> {
            ids.sort(Comparator.comparing(this::number));
            for (int slice = 0; slice < ids.size(); slice++) {
                String id = ids.get(slice);
                samples.add(new SampleInfo(
                        id,
                        groupOf(id),
                        volume,
                        slice,
                        spacing,
                        Optional.empty(),
                        pairs.images().path(id),
                        Map.of()));
            }
        });
        return List.copyOf(samples);
    }

    private String groupOf(String id) {
        return group.map(pattern -> pattern.required(id, pairs.arguments())).orElse(id);
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
