// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.metric.MetricValue;
import org.septum.api.training.StepReport;
import org.septum.common.files.Sha256;
import org.septum.engine.checkpoint.Safetensors;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.training.RunState;
import org.septum.services.run.ResumeVerifier.Group;

/**
 * All that a training has left, apart from times: the SHA-256 of every array and the exact value of every number, by kind
 * and name.
 */
public final class RunFingerprint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();

    /**
     * Reads what a run has saved.
     *
     * @param statistics the names of the arrays that are not trained
     * @param steps what was told of each step, in order
     */
    public RunFingerprint(RunDirectory directory, Set<String> statistics, List<StepReport> steps) {
        Safetensors saved = Safetensors.open(directory.resumable());
        for (Safetensors.SavedArray entry : saved.entries().values()) {
            put(group(entry.name(), statistics), entry.name(), hash(saved, entry));
        }
        for (int i = 0; i < steps.size(); i++) {
            StepReport step = steps.get(i);
            String told = step.step() + " " + step.epoch() + " " + step.loss() + " " + step.learningRate();
            put("steps", "step " + (i + 1), told);
        }
        RunState state = RunState.fromJson(saved.metadata().getOrDefault("state", ""), directory.resumable());
        for (MetricValue value : state.history()) {
            String name = "epoch " + value.epoch() + " " + value.part() + " " + value.head() + " " + value.metric()
                    + " " + value.className();
            put("scores", name.replace("  ", " "), Double.toString(value.value()));
        }
        addState(state);
        for (String checkpoint : directory.checkpointNames()) {
            Safetensors file = Safetensors.open(directory.checkpoint(checkpoint));
            if (!directory.checkpoint(checkpoint).equals(directory.resumable())) {
                file.entries().forEach((name, entry) -> put("checkpoint " + checkpoint, name, hash(file, entry)));
            }
        }
    }

    private static String group(String array, Set<String> statistics) {
        return array.startsWith(Weights.OPTIMIZER_PREFIX)
                ? "optimizer slots"
                : statistics.contains(array) ? "running statistics" : "weights";
    }

    private void put(String group, String name, String value) {
        groups.computeIfAbsent(group, key -> new LinkedHashMap<>()).put(name, value);
    }

    /** Where the run stands and what its policies and rules remember; its scores are compared one by one. */
    private void addState(RunState state) {
        try {
            ObjectNode fields = (ObjectNode) JSON.readTree(state.toJson());
            fields.remove(List.of("seconds", "history"));
            for (Map.Entry<String, JsonNode> field : fields.properties()) {
                put("state", field.getKey(), field.getValue().toString());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a state reads back", e);
        }
    }

    private static String hash(Safetensors file, Safetensors.SavedArray entry) {
        float[] values = file.values(entry);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Sha256.of(bytes.array());
    }

    /** Compares with what another training has left; what only one of them has is different. */
    public List<Group> compare(RunFingerprint other) {
        Set<String> names = new LinkedHashSet<>(groups.keySet());
        names.addAll(other.groups.keySet());
        List<Group> compared = new ArrayList<>();
        for (String name : names) {
            Map<String, String> mine = groups.getOrDefault(name, Map.of());
            Map<String, String> others = other.groups.getOrDefault(name, Map.of());
            Set<String> items = new LinkedHashSet<>(mine.keySet());
            items.addAll(others.keySet());
            List<String> different = items.stream()
                    .filter(item -> !mine.getOrDefault(item, "none").equals(others.getOrDefault(item, "none")))
                    .toList();
            compared.add(new Group(name, items.size(), sha256(mine), different));
        }
        return compared;
    }

    private static String sha256(Map<String, String> items) {
        MessageDigest digest = Sha256.digest();
        items.forEach((name, value) -> digest.update((name + " " + value + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }
}
