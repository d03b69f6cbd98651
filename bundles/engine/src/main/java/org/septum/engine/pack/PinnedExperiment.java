// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.common.files.Sha256;
import org.septum.engine.record.RunFacts;
import org.septum.engine.record.UsedBundles;
import org.septum.engine.run.Settings;

/**
 * What an experiment's results depend on, pinned.
 *
 * @param root the lock's JSON
 */
public record PinnedExperiment(JsonNode root) {

    /** The name of its file in a pack. */
    public static final String FILE = "experiment.lock";

    /** A lock grows with the number of groups; a hundred thousand patients stay below this. */
    public static final long LARGEST = 16L << 20;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Earlier ones had no hash of themselves, so that a changed lock could pass as one of them. */
    private static final int FORMAT = 3;

    private static final String SELF = "lock-sha256";

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private static final int MOST_NAMED = 5;

    /**
     * Takes the facts over that count.
     *
     * @param facts as {@link RunFacts} or a provenance.json gives them
     * @param experiment the resolved experiment
     */
    public static PinnedExperiment of(JsonNode facts, String experiment) {
        ObjectNode root = JSON.createObjectNode();
        root.put("septum-lock", FORMAT);
        for (String key : List.of("septum", "weights-sha256", "bundles", "components", "backend", "accepted-changes")) {
            if (facts.has(key)) {
                root.set(key, facts.get(key));
            }
        }
        ObjectNode data = root.putObject("data");
        for (String key :
                List.of("dataset", "samples", "samples-sha256", "split-sha256", "images", "labels", "intensity")) {
            if (facts.path("data").has(key)) {
                data.set(key, facts.path("data").path(key));
            }
        }
        root.put("experiment", experiment);
        root.put("experiment-sha256", Sha256.of(experiment));
        PinnedExperiment lock = new PinnedExperiment(root);
        root.put(SELF, lock.selfHash());
        return lock;
    }

    /**
     * Reads a lock. How its JSON is laid out makes no difference; everything else does.
     *
     * @param source names it in messages
     * @throws UserError if it is none, or is not as it was written
     */
    public static PinnedExperiment parse(String text, String source) {
        JsonNode root;
        try {
            boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            root = JSON.readTree(marked ? text.substring(1) : text);
        } catch (JsonProcessingException e) {
            throw new UserError(source + ": this is not a lock: " + e.getOriginalMessage(), e);
        }
        JsonNode format = root.path("septum-lock");
        if (!format.isInt() || format.asInt() != FORMAT) {
            throw new UserError(source + ": this is not a lock of this format: septum-lock is " + format
                    + ", allowed is " + FORMAT + "; let 'septum lock' or 'septum pack' write it anew");
        }
        PinnedExperiment lock = new PinnedExperiment(root);
        String self = lock.selfHash();
        if (!root.path(SELF).asText().equals(self)) {
            throw new UserError(source + ": this lock was changed after it was written: its " + SELF + " is "
                    + root.path(SELF) + ", and that of its content is " + self
                    + "; put back what was written, or let 'septum lock' write it anew");
        }
        String experiment = Sha256.of(root.path("experiment").asText());
        if (!root.path("experiment-sha256").asText().equals(experiment)) {
            throw new UserError(source + ": this lock contradicts itself: its experiment-sha256 is "
                    + root.path("experiment-sha256") + ", and that of its experiment is " + experiment
                    + "; let 'septum lock' or 'septum pack' write it anew");
        }
        return lock;
    }

    /** The SHA-256 of all the rest, whatever the order of its keys and its layout. */
    String selfHash() {
        ObjectNode rest = root.deepCopy();
        rest.remove(SELF);
        try {
            return Sha256.of(JSON.writeValueAsString(JSON.treeToValue(rest, Object.class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON that was read can be written", e);
        }
    }

    public String text() {
        return root.toPrettyString() + "\n";
    }

    /** The resolved experiment. */
    public String experiment() {
        return root.path("experiment").asText();
    }

    /**
     * Everything in which the present state differs from this lock, each in a line with both values.
     *
     * @param locked the settings of this lock's experiment
     * @param present those of now
     */
    public List<String> drift(PinnedExperiment now, Settings locked, Settings present) {
        List<String> drift = new ArrayList<>();
        locked.keysChangedIn(present).stream()
                .filter(key -> !Experiment.PLACES.contains(key))
                .forEach(key ->
                        compare(key, locked.values().get(key), present.values().get(key), drift));
        compare("Septum", now, "/septum", drift);
        compare("the weights that the model starts from", now, "/weights-sha256", drift);
        addBundles(now, drift);
        compare("number of samples", now, "/data/samples", drift);
        compare("names of the samples", now, "/data/samples-sha256", drift);
        addContents(now, drift);
        compare("split", now, "/data/split-sha256", drift);
        compare("what data.intensity learned from the training part", figures(), now.figures(), drift);
        return drift;
    }

    private void compare(String what, PinnedExperiment now, String pointer, List<String> drift) {
        compare(what, value(pointer), now.value(pointer), drift);
    }

    /** @param old null where there was none, as for {@code now} */
    private static void compare(String what, String old, String now, List<String> drift) {
        if (!Objects.equals(old, now)) {
            drift.add(what + ": locked " + (old == null ? "none" : old) + ", now " + (now == null ? "none" : now));
        }
    }

    private static List<String> differences(String prefix, Map<String, String> old, Map<String, String> now) {
        List<String> differences = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
            compare(prefix + key, old.get(key), now.get(key), differences);
        }
        return differences;
    }

    /** @return null if nothing was learned */
    private String figures() {
        JsonNode learned = root.path("data").path("intensity");
        return learned.isMissingNode() ? null : learned.toString();
    }

    /** @return null if there is none */
    private String value(String pointer) {
        return root.at(pointer).isMissingNode() ? null : root.at(pointer).asText();
    }

    /** Those that have made the result; others may be what they like. */
    private void addBundles(PinnedExperiment now, List<String> drift) {
        new UsedBundles(root)
                .otherThan(now.root.path("bundles"))
                .forEach((name, builds) -> compare("bundle " + name, builds[0], builds[1], drift));
        if (root.has("components")) {
            // Where several versions of one bundle are installed, this tells which is used.
            drift.addAll(differences("bundle of ", offering(), now.offering()));
        }
    }

    private Map<String, String> offering() {
        return byName(
                root.path("components"),
                bundle -> bundle.path("bundle").asText() + " "
                        + bundle.path("version").asText());
    }

    private Map<String, String> contents(String of) {
        return byName(root.path("data").path(of), JsonNode::asText);
    }

    private static Map<String, String> byName(JsonNode object, Function<JsonNode, String> text) {
        Map<String, String> byName = new LinkedHashMap<>();
        object.properties().forEach(field -> byName.put(field.getKey(), text.apply(field.getValue())));
        return byName;
    }

    private void addContents(PinnedExperiment now, List<String> drift) {
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
}
