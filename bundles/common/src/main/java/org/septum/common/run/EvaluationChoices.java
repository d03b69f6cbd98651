// SPDX-License-Identifier: Apache-2.0
package org.septum.common.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** What the record of an evaluation says of the model and of how it was used. */
public final class EvaluationChoices {

    /** The part that was scored; no run has the key. */
    public static final String PART = "part";

    /** The members of an ensemble, each with {@code run} and {@code checkpoint}. */
    public static final String MEMBERS = "members";

    /** What of the members' predictions is averaged. */
    public static final String AVERAGE = "average";

    /** The checkpoint of a single run, with {@code file}. */
    public static final String CHECKPOINT = "checkpoint";

    /** Whether logits are averaged over mirror images. */
    public static final String FLIP = "flip";

    /** There and true if what was learnt of post-processing is not applied. */
    public static final String UNPROCESSED = "without-post-processing";

    private EvaluationChoices() {}

    /** As settings beside those of an experiment, so that models and ways to use them are told apart as experiments are. */
    static Map<String, String> settings(ObjectNode root) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (root.has(MEMBERS)) {
            StringJoiner members = new StringJoiner(", ");
            root.path(MEMBERS)
                    .forEach(member -> members.add(member.path("run").asText() + " "
                            + member.path("checkpoint").asText()));
            settings.put("evaluated.members", members.toString());
            settings.put("evaluated.average", root.path(AVERAGE).asText());
        } else {
            settings.put(
                    "evaluated.checkpoint", root.path(CHECKPOINT).path("file").asText());
        }
        settings.put("evaluated.flip", root.path(FLIP).asText());
        settings.put("evaluated.without-post-processing", root.path(UNPROCESSED).asText("false"));
        return settings;
    }
}
