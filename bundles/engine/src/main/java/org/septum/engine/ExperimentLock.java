// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.UserError;

/**
 * What an experiment's results depend on, pinned.
 *
 * @param root the lock's JSON
 */
record ExperimentLock(JsonNode root) {

    /** A lock grows with the number of groups; a hundred thousand patients stay below this. */
    static final long LARGEST = 16L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORMAT = 2;

    /** It has hashes of the data as scaled, and no components. */
    private static final int OLDER = 1;

    private static final int MOST_NAMED = 5;

    /**
     * Takes the facts over that count.
     *
     * @param facts as {@link RunFacts} or a provenance.json gives them
     * @param experiment the resolved experiment
     */
    static ExperimentLock of(JsonNode facts, String experiment) {
        ObjectNode root = JSON.createObjectNode();
        root.put("septum-lock", FORMAT);
        for (String key : List.of(
                "septum",
                "experiment-sha256",
                "weights-sha256",
                "bundles",
                "components",
                "backend",
                "accepted-changes")) {
            if (facts.has(key)) {
                root.set(key, facts.get(key));
            }
        }
        ObjectNode data = root.putObject("data");
        for (String key : List.of("dataset", "samples", "samples-sha256", "split-sha256", "images", "labels")) {
            if (facts.path("data").has(key)) {
                data.set(key, facts.path("data").path(key));
            }
        }
        root.put("experiment", experiment);
        return new ExperimentLock(root);
    }

    /**
     * Reads a lock.
     *
     * @param source names it in messages
     * @throws UserError if it is none
     */
    static ExperimentLock parse(String text, String source) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UserError(source + ": this is not a lock: " + e.getOriginalMessage(), e);
        }
        int format = root.path("septum-lock").asInt();
        if (format != FORMAT && format != OLDER) {
            throw new UserError(source + ": this is not a lock of this format: septum-lock is "
                    + root.path("septum-lock") + ", allowed is " + FORMAT + "; 'septum lock' writes it anew");
        }
        return new ExperimentLock(root);
    }

    String text() {
        return root.toPrettyString() + "\n";
    }

    /** Everything in which the present state differs from this lock, each in a line with both values. */
    List<String> drift(ExperimentLock now) {
        List<String> drift = new ArrayList<>();
        Settings settings = Settings.of(root.path("experiment").asText());
        Settings others = Settings.of(now.root.path("experiment").asText());
        settings.keysChangedIn(others).stream()
                .filter(key -> !Settings.isPlace(key))
                .forEach(key -> compare(key, settings.value(key), others.value(key), drift));
        compare("Septum", value("/septum"), now.value("/septum"), drift);
        compare(
                "the weights that the model starts from",
                value("/weights-sha256"),
                now.value("/weights-sha256"),
                drift);
        addBundles(now, drift);
        compare("number of samples", value("/data/samples"), now.value("/data/samples"), drift);
        compare("names of the samples", value("/data/samples-sha256"), now.value("/data/samples-sha256"), drift);
        addContents(now, drift);
        compare("split", value("/data/split-sha256"), now.value("/data/split-sha256"), drift);
        return drift;
    }

    private static void compare(String what, String old, String now, List<String> drift) {
        if (!old.equals(now)) {
            drift.add(what + ": locked " + old + ", now " + now);
        }
    }

    private static List<String> differences(String prefix, Map<String, String> old, Map<String, String> now) {
        List<String> differences = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
            compare(prefix + key, old.getOrDefault(key, "none"), now.getOrDefault(key, "none"), differences);
        }
        return differences;
    }

    private String value(String pointer) {
        return root.at(pointer).asText("none");
    }

    /** Those that have made the result; others may be what they like. */
    private void addBundles(ExperimentLock now, List<String> drift) {
        new UsedBundles(root)
                .otherThan(now.root.path("bundles"))
                .forEach((name, builds) -> compare("bundle " + name, builds[0], builds[1], drift));
        // Where several versions of one bundle are installed, this tells which is used.
        now.root.path("components").properties().forEach(entry -> {
            JsonNode locked = root.path("components").path(entry.getKey());
            if (!locked.isMissingNode()) {
                compare("bundle of " + entry.getKey(), offering(locked), offering(entry.getValue()), drift);
            }
        });
    }

    private static String offering(JsonNode component) {
        return component.path("bundle").asText() + " "
                + component.path("version").asText();
    }

    private void addContents(ExperimentLock now, List<String> drift) {
        if (!root.path("data").has("images")) {
            drift.add("data: this lock is older and does not tell their content as it is compared now");
            return;
        }
        List<String> groups = new ArrayList<>();
        groups.addAll(differences("images of ", contents("images"), now.contents("images")));
        groups.addAll(differences("labels of ", contents("labels"), now.contents("labels")));
        drift.addAll(groups.subList(0, Math.min(MOST_NAMED, groups.size())));
        if (groups.size() > MOST_NAMED) {
            drift.add("and the data of " + (groups.size() - MOST_NAMED) + " more groups");
        }
    }

    private Map<String, String> contents(String of) {
        Map<String, String> contents = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> group : root.path("data").path(of).properties()) {
            contents.put(group.getKey(), group.getValue().asText());
        }
        return contents;
    }
}
