// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.geometry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.data.SampleInfo;
import org.septum.common.text.Words;

/**
 * Where the axes of all volumes point. Images are not turned for the network, so that a volume which is stored otherwise than
 * the others comes to it mirrored or turned.
 *
 * @param codes of each volume whose files tell, by its name
 * @param most the code of most volumes, the first of them if several are as frequent; empty if no file tells
 * @param odd of those volumes whose axes point elsewhere than in these
 */
public record Orientations(Map<String, String> codes, String most, Map<String, String> odd) {

    /** @param samples of whole volumes; one sample tells for its volume */
    public static Orientations of(List<SampleInfo> samples) {
        Map<String, AxisDirections> directions = new LinkedHashMap<>();
        samples.forEach(info -> {
            if (!directions.containsKey(info.volume())) {
                AxisDirections.of(info).ifPresent(found -> directions.put(info.volume(), found));
            }
        });
        Map<String, String> codes = new LinkedHashMap<>();
        directions.forEach((volume, found) -> codes.put(volume, found.code()));
        String most = most(codes.values());
        List<AxisDirections> usual = directions.entrySet().stream()
                .filter(entry -> codes.get(entry.getKey()).equals(most))
                .map(Map.Entry::getValue)
                .toList();
        Map<String, String> odd = new LinkedHashMap<>(codes);
        odd.keySet()
                .removeIf(volume ->
                        usual.stream().anyMatch(other -> !directions.get(volume).elsewhere(other)));
        return new Orientations(codes, most, odd);
    }

    /** The most frequent code, the first of several that are; empty if there is none. */
    static String most(Collection<String> codes) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        codes.forEach(code -> counts.merge(code, 1, Integer::sum));
        // Of several that are as frequent, this finds the first.
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** What stands out, for a title that goes before the names of the odd volumes. */
    public String title() {
        return "Volumes whose axes point elsewhere than in the others (" + most + ")";
    }

    /** What a reader of the scores must know; empty if all volumes are stored alike. */
    public Optional<String> warning() {
        if (odd.isEmpty()) {
            return Optional.empty();
        }
        List<String> named = new ArrayList<>();
        odd.forEach((volume, code) -> named.add(volume + " is " + code));
        return Optional.of("the axes of " + odd.size() + " of " + codes.size()
                + " volumes point elsewhere than in the others (" + most + "): " + Words.some(named, 10)
                + "; images are not turned, so that the network sees these mirrored or turned: store all volumes in one"
                + " orientation");
    }
}
