// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.septum.api.data.SampleInfo;
import org.septum.api.metric.Metric;
import org.septum.engine.sample.ActiveHead;

/** What a run's scores mean, for its provenance: without it, nobody could say whether two runs can be compared. */
final class Definitions {

    private Definitions() {}

    /** Each head's classes and the definitions of its metrics. */
    static void heads(List<ActiveHead> heads, ObjectNode node) {
        for (ActiveHead head : heads) {
            ObjectNode entry = node.putObject(head.name());
            head.classes().forEach(entry.putArray("classes")::add);
            ObjectNode metrics = entry.putObject("metrics");
            for (ActiveHead.NamedMetric named : head.metrics()) {
                Metric metric = named.metric();
                metrics.putObject(named.name())
                        .put("unit", metric.unit().name().toLowerCase(Locale.ROOT))
                        .put("direction", metric.direction().name().toLowerCase(Locale.ROOT))
                        .put("empty-rule", metric.emptyRule())
                        .put("averages-classes", metric.averagesClasses());
            }
        }
    }

    /** The facts about each group such as the disease: those in which all its samples agree. */
    static void groups(List<SampleInfo> samples, ObjectNode node) {
        Set<List<String>> varying = new HashSet<>();
        for (SampleInfo info : samples) {
            info.attributes().forEach((name, value) -> {
                ObjectNode group = node.withObjectProperty(info.group());
                if (!group.path(name).asText(value).equals(value)) {
                    varying.add(List.of(info.group(), name));
                }
                group.put(name, value);
            });
        }
        varying.forEach(pair -> ((ObjectNode) node.get(pair.get(0))).remove(pair.get(1)));
    }
}
