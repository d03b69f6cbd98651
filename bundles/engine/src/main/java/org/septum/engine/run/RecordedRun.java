// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.common.files.JsonFile;
import org.septum.engine.data.DataContents;
import org.septum.engine.geometry.TrainingGeometry;
import org.septum.engine.sample.Division;
import org.septum.services.experiment.ExperimentReader;

/**
 * What a run's provenance.json tells of what it was made from. What an older Septum did not record is absent.
 *
 * @param root the file's content; an empty object where there is no file
 * @param settings those that the run began with
 */
public record RecordedRun(RunDirectory directory, ObjectNode root, Optional<Settings> settings) {

    /** It grows with the number of samples; a million stay below this. */
    private static final long LARGEST = 128L << 20;

    /**
     * Reads a run's record.
     *
     * @throws UserError if it is damaged or too large
     */
    public static RecordedRun of(RunDirectory directory, ExperimentReader reader) {
        ObjectNode root = read(directory);
        Optional<Settings> settings = Optional.ofNullable(
                        root.path("experiment").textValue())
                .map(text -> new Settings(reader.settings(text, directory.provenance() + ": experiment")));
        return new RecordedRun(directory, root, settings);
    }

    private static ObjectNode read(RunDirectory directory) {
        Path file = directory.provenance();
        try {
            if (!Files.exists(file)) {
                return JsonNodeFactory.instance.objectNode();
            }
            if (tree(file) instanceof ObjectNode root) {
                return root;
            }
            throw new UserError(
                    file + ": this is not the record of a run: it is no JSON object; put back a copy of it");
        } catch (JsonProcessingException e) {
            throw new UserError(
                    file + ": this is not the record of a run: " + JsonFile.trouble(e) + "; put back a copy of it", e);
        } catch (IOException e) {
            throw new UserError(file + ": the run's record cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A record as it stands.
     *
     * @throws IOException also if it is no JSON, or more than a run's record may be
     */
    public static JsonNode tree(Path file) throws IOException {
        return JsonFile.tree(file, LARGEST);
    }

    /** Whether nothing is recorded: the run was killed before, or somebody took the file away. */
    public boolean isEmpty() {
        return root.isEmpty();
    }

    /** The SHA-256 of the experiment.yaml that the run began with. */
    public Optional<String> experimentHash() {
        return text("experiment-sha256");
    }

    /** The SHA-256 of the weights that the run started from. */
    public Optional<String> weightsHash() {
        return text("weights-sha256");
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(root.path(key).textValue());
    }

    /** The content of the data. */
    public Optional<DataContents> contents() {
        JsonNode data = root.path("data");
        return data.path("images").isObject() && data.path("labels").isObject()
                ? Optional.of(new DataContents(texts(data.path("images")), texts(data.path("labels"))))
                : Optional.empty();
    }

    /** The SHA-256 of each checkpoint at the run's end, by name; none of a run that has not come to it. */
    public Map<String, String> checkpoints() {
        return texts(root.path("checkpoints"));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** How the volumes lie in space that the run was trained on. */
    public TrainingGeometry geometry() {
        return TrainingGeometry.read(root.path("data"));
    }

    /** Whether the division of the data is recorded. */
    public boolean tellsParts() {
        return root.path("data").path("split").isObject();
    }

    /** The samples that are there now as the run has divided them; without a record of that, as the experiment does. */
    public Division division(Experiment experiment, List<SampleInfo> samples) {
        return tellsParts() ? Division.of(parts(samples), true) : Division.of(experiment, samples);
    }

    /** The ids of a part's samples, in the order in which the run used them. */
    public List<String> part(Part part) {
        List<String> ids = new ArrayList<>();
        root.path("data").path("split").path(part.toString()).forEach(id -> ids.add(id.asText()));
        return ids;
    }

    /** Of the samples that are there now, those of each part. */
    public Map<Part, List<SampleInfo>> parts(List<SampleInfo> samples) {
        Map<String, SampleInfo> byId = new HashMap<>();
        samples.forEach(info -> byId.put(info.id(), info));
        Map<Part, List<SampleInfo>> parts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            parts.put(
                    part,
                    part(part).stream().filter(byId::containsKey).map(byId::get).toList());
        }
        return parts;
    }

    /** The samples among these that the run knew. */
    public List<SampleInfo> known(List<SampleInfo> samples) {
        Set<String> groups = contents().map(found -> found.images().keySet()).orElse(Set.of());
        Set<String> ids = new HashSet<>();
        List.of(Part.values()).forEach(part -> ids.addAll(part(part)));
        return samples.stream()
                .filter(info -> ids.contains(info.id()) || groups.contains(info.group()))
                .toList();
    }

    /** The changes that were accepted in earlier stretches of the run. */
    public List<String> acceptedChanges() {
        return acceptedChanges(root);
    }

    public static List<String> acceptedChanges(JsonNode root) {
        List<String> lines = new ArrayList<>();
        root.path("accepted-changes").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    /** What this record does not tell, because an older Septum wrote it; empty for a record of now. */
    public List<String> gaps() {
        List<String> missing = new ArrayList<>();
        if (settings().isEmpty()) {
            missing.add("its settings");
        }
        if (contents().isEmpty()) {
            missing.add("the content of its data");
        }
        return isEmpty() || missing.isEmpty()
                ? List.of()
                : List.of("this run's record is older and does not tell " + String.join(" and ", missing)
                        + " so that they could be compared");
    }
}
