// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.septum.engine.training.RunState;

/**
 * The stretches of a run in its record: from a start to the next end, interruption or kill. How long one took is measured by
 * a clock that does not jump; one that was killed counts up to its last saved state. The record's {@code seconds} are the sum
 * of all.
 */
final class Stretches {

    private final ObjectNode root;
    private final LongSupplier clock;
    private final ArrayNode all;
    private long begin;

    /** @param root the record, which is changed */
    Stretches(ObjectNode root) {
        this(root, System::nanoTime);
    }

    Stretches(ObjectNode root, LongSupplier clock) {
        this.root = root;
        this.clock = clock;
        this.all = root.path("stretches") instanceof ArrayNode there ? there : root.arrayNode();
    }

    /**
     * Adds a stretch; the one before ends at the latest now.
     *
     * @param state where it begins
     */
    ObjectNode begin(RunState state) {
        if (all.isEmpty() && root.has("experiment-sha256") && root.has("end")) {
            takeOver(state);
        }
        if (!all.isEmpty()) {
            endKilled((ObjectNode) all.get(all.size() - 1), state);
        }
        begin = clock.getAsLong();
        ObjectNode stretch = all.addObject();
        stretch.put("start", Instant.now().toString())
                .put("status", "running")
                .put("trained-before", state.seconds())
                .put("from-epoch", state.epoch())
                .put("from-step", state.step());
        root.remove("end");
        root.put("status", "running").put("seconds", sum());
        root.set("stretches", all);
        return stretch;
    }

    /** What an older Septum wrote of all stretches before: the last start and end. */
    private void takeOver(RunState state) {
        all.addObject()
                .put("start", root.path("start").asText())
                .put("end", root.path("end").asText())
                .put("status", root.path("status").asText())
                .put("seconds", state.seconds());
    }

    private static void endKilled(ObjectNode last, RunState state) {
        if (!last.has("seconds")) {
            last.put("status", "killed");
            last.put(
                    "seconds",
                    Math.max(0, state.seconds() - last.path("trained-before").asDouble()));
        }
    }

    /** Ends the stretch that has begun. */
    void end(String status) {
        String now = Instant.now().toString();
        ((ObjectNode) all.get(all.size() - 1))
                .put("end", now)
                .put("status", status)
                .put("seconds", (clock.getAsLong() - begin) / 1e9);
        root.put("end", now).put("status", status).put("seconds", sum());
    }

    private double sum() {
        double sum = 0;
        for (JsonNode stretch : all) {
            sum += stretch.path("seconds").asDouble();
        }
        return sum;
    }

    /** Writes a fact into the stretch that has begun, if it is not what it was last. */
    void addIfOther(ObjectNode stretch, String name, JsonNode fact) {
        JsonNode last = root.path(name);
        for (JsonNode earlier : all) {
            last = earlier.has(name) ? earlier.get(name) : last;
        }
        if (!fact.equals(last)) {
            stretch.set(name, fact);
        }
    }
}
