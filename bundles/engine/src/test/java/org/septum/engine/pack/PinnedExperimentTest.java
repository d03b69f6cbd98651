// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.engine.run.Settings;

/** Nothing of a lock can change unnoticed, and how it is laid out makes no difference. */
class PinnedExperimentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPERIMENT = "seed: 1\ndata:\n  dataset:\n    root: here\n";
    private static final Map<String, String> SETTINGS = Map.of("seed", "1", "data.dataset.root", "here");

    private static final String FACTS =
            """
            {"septum": "0.1.0", "weights-sha256": "%1$s",
             "bundles": [
               {"name": "org.septum.engine", "version": "0.1.0", "sha256": "%2$s"},
               {"name": "a.b", "version": "1.0.0", "sha256": "%3$s", "plugin": true}],
             "components": {
               "model": {"type": "unet", "bundle": "org.septum.engine", "version": "0.1.0"},
               "heads.x.loss": {"type": "own", "bundle": "a.b", "version": "1.0.0"}},
             "accepted-changes": ["data of p1: labels have changed"],
             "data": {"dataset": "phantom", "samples": 4, "samples-sha256": "%4$s", "split-sha256": "%5$s",
               "images": {"p1": "01", "p2": "02"}, "labels": {"p1": "03", "p2": "04"}}}
            """.formatted("1".repeat(64), "2".repeat(64), "3".repeat(64), "4".repeat(64), "5".repeat(64));

    private static PinnedExperiment of(ObjectNode facts) {
        return PinnedExperiment.of(facts, EXPERIMENT);
    }

    private static ObjectNode facts() {
        return (ObjectNode) json(FACTS);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> drift(PinnedExperiment lock, PinnedExperiment now) {
        Settings settings = new Settings(SETTINGS);
        return lock.drift(now, settings, settings);
    }

    private static List<String> drift(String lock) {
        return drift(PinnedExperiment.parse(lock, "x.lock"), of(facts()));
    }

    /** Gives each scalar of a tree another value in turn, and takes each away. */
    private static int changed(JsonNode root, JsonNode tree, Consumer<JsonNode> each) {
        int count = 0;
        if (tree instanceof ObjectNode object) {
            for (String key : new ArrayList<>(
                    object.properties().stream().map(Map.Entry::getKey).toList())) {
                JsonNode value = object.get(key);
                for (JsonNode other : others(value)) {
                    object.set(key, other);
                    each.accept(root);
                    count++;
                }
                object.remove(key);
                each.accept(root);
                object.set(key, value);
                count += 1 + changed(root, value, each);
            }
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                for (JsonNode other : others(value)) {
                    array.set(i, other);
                    each.accept(root);
                    count++;
                }
                array.remove(i);
                each.accept(root);
                array.insert(i, value);
                count += 1 + changed(root, value, each);
            }
        }
        return count;
    }

    private static List<JsonNode> others(JsonNode value) {
        if (value.isTextual()) {
            String text = value.asText();
            return List.of(
                    JSON.valueToTree(text + " "), JSON.valueToTree(text.replace('1', '0') + "0"), JSON.nullNode());
        }
        return value.isInt() ? List.of(JSON.valueToTree(value.asInt() + 1)) : List.of();
    }

    @Test
    void aLockIsEqualToWhatItWasMadeOf() {
        assertThat(drift(of(facts()).text())).isEmpty();
    }

    @Test
    void everyScalarThatIsChangedOrTakenAwayIsNoticed() {
        JsonNode lock = json(of(facts()).text());
        int count = changed(
                lock,
                lock,
                edited -> assertThatThrownBy(() -> drift(edited.toPrettyString()))
                        .as(edited.toString())
                        .isInstanceOf(UserError.class)
                        .hasMessageStartingWith("x.lock: this "));
        assertThat(count).isGreaterThan(90);
    }

    /** Though its own hash is right: the lock was written for what it says. */
    @Test
    void everyFactThatIsOtherNowIsNoticed() {
        ObjectNode facts = facts();
        facts.remove(List.of("accepted-changes"));
        ((ObjectNode) facts.path("data")).remove("dataset");
        for (JsonNode bundle : facts.path("bundles")) {
            // These say whose a jar is; which one is used is told by its hash.
            ((ObjectNode) bundle).remove("plugin");
        }
        for (JsonNode component : facts.path("components")) {
            // A part of the experiment's settings.
            ((ObjectNode) component).remove("type");
        }
        PinnedExperiment lock = of(facts.deepCopy());
        assertThat(drift(lock, of(facts.deepCopy()))).isEmpty();
        int count = changed(facts, facts, now -> {
            assertThat(drift(lock, of((ObjectNode) now))).as(now.toString()).isNotEmpty();
        });
        assertThat(count).isGreaterThan(60);
    }

    @Test
    void everySettingButAPlaceIsCompared() {
        PinnedExperiment lock = of(facts());
        Settings settings = new Settings(Map.of("seed", "1", "a.\"x: 1\"", "0", "a.\"x: 2\"", "1", "b", "none"));
        Map<String, String> changed = new LinkedHashMap<>(settings.values());
        changed.put("a.\"x: 1\"", "7");
        changed.remove("b");
        changed.put("data.dataset.root", "there");
        assertThat(lock.drift(lock, settings, new Settings(changed)))
                .containsExactlyInAnyOrder("a.\"x: 1\": locked 0, now 7", "b: locked none, now none");
    }

    @Test
    void howItIsLaidOutMakesNoDifference() throws IOException {
        String text = of(facts()).text();
        JsonNode lock = json(text);
        String sorted = new ObjectMapper()
                .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                .writeValueAsString(JSON.treeToValue(lock, Object.class));
        String escaped = new ObjectMapper()
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true)
                .writeValueAsString(reversed(lock));
        for (String same : List.of(
                sorted,
                escaped,
                "\ufeff" + text,
                text.replace("\n", "\r\n"),
                lock.toString(),
                text.replace("p", "\\u0070"))) {
            assertThat(drift(same)).as(same).isEmpty();
        }
    }

    private static JsonNode reversed(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        List<String> keys = new ArrayList<>(
                object.properties().stream().map(Map.Entry::getKey).toList());
        Collections.reverse(keys);
        ObjectNode reversed = JSON.createObjectNode();
        keys.forEach(key -> reversed.set(key, reversed(object.get(key))));
        return reversed;
    }

    @Test
    void oneMeaningOnly() {
        String text = of(facts()).text();
        assertThatThrownBy(() -> drift(text.replaceFirst("\\{", "{\"septum\": \"0.1.0\",")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("x.lock: this is not a lock: Duplicate field 'septum'");
        assertThatThrownBy(() -> drift(text + "{}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("x.lock: this is not a lock: Trailing token");
    }

    /** Formats 1 and 2 had no hash of themselves: a changed lock could be passed off as one of them. */
    @Test
    void anOlderLockIsRefused() {
        for (int format : List.of(1, 2, 4)) {
            ObjectNode other = (ObjectNode) json(of(facts()).text());
            other.put("septum-lock", format).remove("lock-sha256");
            assertThatThrownBy(() -> drift(other.toString()))
                    .isInstanceOf(UserError.class)
                    .hasMessage("x.lock: this is not a lock of this format: septum-lock is " + format
                            + ", allowed is 3; let 'septum lock' or 'septum pack' write it anew");
        }
    }

    /** With a hash of itself that is right, as a hand could have made it. */
    @Test
    void theExperimentIsHeldAgainstItsHash() {
        ObjectNode other = (ObjectNode) json(of(facts()).text());
        other.put("experiment", EXPERIMENT.replace("1", "2"));
        other.put("lock-sha256", new PinnedExperiment(other).selfHash());
        assertThatThrownBy(() -> drift(other.toString()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("x.lock: this lock contradicts itself: its experiment-sha256 is ");
    }
}
