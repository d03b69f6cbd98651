// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.sampling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.septum.api.data.SampleInfo;

/**
 * The slices of each case.
 *
 * @param cases each with its volumes, and these with their slices
 */
record CaseTree(List<List<List<SampleInfo>>> cases) {

    /** @param unit what is a case: a volume, a group, or a slice */
    static CaseTree of(List<SampleInfo> samples, String unit) {
        Map<String, Map<String, List<SampleInfo>>> tree = new LinkedHashMap<>();
        for (SampleInfo info : samples) {
            String name = unit.equals("group") ? info.group() : unit.equals("volume") ? info.volume() : info.id();
            tree.computeIfAbsent(name, key -> new LinkedHashMap<>())
                    .computeIfAbsent(info.volume(), key -> new ArrayList<>())
                    .add(info);
        }
        return new CaseTree(tree.values().stream()
                .<List<List<SampleInfo>>>map(volumes -> List.copyOf(volumes.values()))
                .toList());
    }

    /** The slices of a volume of a random case. */
    List<SampleInfo> draw(RandomGenerator random) {
        List<List<SampleInfo>> volumes = cases.get(random.nextInt(cases.size()));
        return volumes.get(volumes.size() == 1 ? 0 : random.nextInt(volumes.size()));
    }
}
