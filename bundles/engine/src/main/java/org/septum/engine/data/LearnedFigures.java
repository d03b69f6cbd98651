// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run's intensity scalings have learned from its training part, in its record: one object for each scaling. */
public final class LearnedFigures {

    /** Below {@code data}. */
    public static final String KEY = "intensity";

    private LearnedFigures() {}

    /** Adds them where there are any; a record without them is as it always was. */
    public static void write(List<Map<String, Double>> figures, ObjectNode data) {
        if (figures.stream().allMatch(Map::isEmpty)) {
            return;
        }
        ArrayNode all = data.putArray(KEY);
        figures.forEach(ofScaling -> ofScaling.forEach(all.addObject()::put));
    }

    /** Those of a record; empty where there are none. */
    public static Optional<List<Map<String, Double>>> read(JsonNode data) {
        if (!data.path(KEY).isArray()) {
            return Optional.empty();
        }
        List<Map<String, Double>> figures = new ArrayList<>();
        for (JsonNode ofScaling : data.path(KEY)) {
            Map<String, Double> found = new LinkedHashMap<>();
            ofScaling.properties().forEach(entry -> {
                if (entry.getValue().isNumber()) {
                    found.put(entry.getKey(), entry.getValue().doubleValue());
                }
            });
            figures.add(found);
        }
        return Optional.of(figures);
    }
}
