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
    private static final int FORMAT = 1;
    private static final int MOST_NAMED = 5;

    /** Where the data lie may differ from machine to machine: their content is compared instead. */
    private static final String PLACE = "data.dataset.root";

    /**
     * Takes the facts over that count.
     *
     * @param facts as {@link RunFacts} or a provenance.json gives them
     * @param experiment the resolved experiment
     */
    static ExperimentLock of(JsonNode facts, String experiment) {
        ObjectNode root = JSON.createObjectNode();
        root.put("septum-lock", FORMAT);
        for (String key : List.of("septum", "experiment-sha256", "weights-sha256", "bundles")) {
            if (facts.has(key)) {
                root.set(key, facts.get(key));
            }
        }
        ObjectNode data = root.putObject("data");
        for (String key : List.of("dataset", "samples", "samples-sha256", "split-sha256", "contents")) {
            data.set(key, facts.path("data").path(key));
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
        if (root.path("septum-lock").asInt() != FORMAT) {
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
        drift.addAll(differences("", settings(), now.settings()));
        compare("Septum", value("/septum"), now.value("/septum"), drift);
        compare(
                "the weights that the model starts from",
                value("/weights-sha256"),
                now.value("/weights-sha256"),
                drift);
        drift.addAll(differences("bundle ", bundles(), now.bundles()));
        compare("number of samples", value("/data/samples"), now.value("/data/samples"), drift);
        compare("names of the samples", value("/data/samples-sha256"), now.value("/data/samples-sha256"), drift);
        List<String> groups = differences("data of ", contents(), now.contents());
        drift.addAll(groups.subList(0, Math.min(MOST_NAMED, groups.size())));
        if (groups.size() > MOST_NAMED) {
            drift.add("and the data of " + (groups.size() - MOST_NAMED) + " more groups");
        }
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

    private Map<String, String> bundles() {
        Map<String, String> bundles = new LinkedHashMap<>();
        root.path("bundles")
                .forEach(bundle -> bundles.merge(
                        bundle.path("name").asText(),
                        bundle.path("version").asText() + " "
                                + bundle.path("sha256").asText("without a jar"),
                        (one, other) -> one + " and " + other));
        return bundles;
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> group : root.at("/data/contents").properties()) {
            contents.put(group.getKey(), group.getValue().asText());
        }
        return contents;
    }

    /** The resolved experiment's settings by their paths: its text has one a line, indented by two blanks a level. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        Map<String, Integer> items = new LinkedHashMap<>();
        root.path("experiment").asText().lines().forEach(line -> {
            String content = line.strip();
            int depth = (line.length() - line.stripLeading().length()) / 2;
            path.subList(Math.min(depth, path.size()), path.size()).clear();
            if (content.startsWith("- ")) {
                String list = String.join(".", path);
                settings.put(list + "[" + (items.merge(list, 1, Integer::sum) - 1) + "]", content.substring(2));
                return;
            }
            int colon = content.endsWith(":") ? content.length() - 1 : content.indexOf(": ");
            path.add(colon < 0 ? content : content.substring(0, colon));
            if (colon >= 0 && colon + 1 < content.length()) {
                settings.put(String.join(".", path), content.substring(colon + 2));
            }
        });
        settings.remove(PLACE);
        return settings;
    }
}
