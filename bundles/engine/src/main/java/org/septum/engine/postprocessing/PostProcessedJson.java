// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.postprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.septum.api.report.PostProcessed;

/** What was learnt of post-processing as it stands in a record. */
public final class PostProcessedJson {

    /** Its key in provenance.json. */
    public static final String KEY = "post-processing";

    private PostProcessedJson() {}

    public static ObjectNode write(PostProcessed learned) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("learned-on", learned.learnedOn());
        for (PostProcessed.Step step : learned.steps()) {
            ObjectNode node = root.withArray("steps").addObject();
            node.put("head", step.head()).put("step", step.name()).put("kept", step.kept());
            step.before().forEach(node.putObject("dice-before")::put);
            step.after().forEach(node.putObject("dice-after")::put);
        }
        return root;
    }

    /** Reads it; without steps where a record has none, because it is older or the run has not come to its end. */
    public static PostProcessed read(JsonNode root) {
        List<PostProcessed.Step> steps = new ArrayList<>();
        root.path("steps")
                .forEach(node -> steps.add(new PostProcessed.Step(
                        node.path("head").asText(),
                        node.path("step").asText(),
                        node.path("kept").asBoolean(),
                        dice(node.path("dice-before")),
                        dice(node.path("dice-after")))));
        return new PostProcessed(root.path("learned-on").asText(), steps, List.of(), List.of());
    }

    private static Map<String, Double> dice(JsonNode node) {
        Map<String, Double> dice = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> dice.put(entry.getKey(), entry.getValue().asDouble()));
        return dice;
    }
}
