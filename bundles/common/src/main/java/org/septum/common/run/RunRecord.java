// SPDX-License-Identifier: Apache-2.0
package org.septum.common.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.common.files.JsonFile;
import org.septum.common.text.Words;

/** What a run's provenance.json tells of how it was made. What the run, or an older Septum, did not record is absent. */
public final class RunRecord {

    /** It grows with the number of samples; a million stay below this. */
    private static final long LARGEST = 128L << 20;

    /** What is no fact of its own: the experiment's settings are told one by one, and what the run left are its results. */
    private static final Set<String> APART =
            Set.of("experiment", "experiment-sha256", "stretches", "seconds", "checkpoints", "files");

    private final ObjectNode root;

    /** @param root what is in the file */
    public RunRecord(ObjectNode root) {
        this.root = root;
    }

    /**
     * Reads a record.
     *
     * @throws UserError if the file is missing, damaged or too large
     */
    public static RunRecord read(Path file) {
        if (JsonFile.read(file, LARGEST, "the provenance of a run") instanceof ObjectNode root) {
            return new RunRecord(root);
        }
        throw new UserError(file + ": this is not the provenance of a run: it is no JSON object");
    }

    /** Reads a record but for its lists of samples, which are long, and only counted: their hash tells whether they differ. */
    public static RunRecord readWithoutSamples(Path file) {
        RunRecord record = read(file);
        if (record.root.path("data").path("split") instanceof ObjectNode split) {
            split.properties()
                    .forEach(part -> part.setValue(
                            new TextNode(Words.count(part.getValue().size(), "sample"))));
        }
        return record;
    }

    public ObjectNode root() {
        return root;
    }

    /** A text; empty if it was not recorded. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(root.path(key).textValue());
    }

    /** The hash of the division into training, validation and test; empty if it was not recorded. */
    public String splitHash() {
        return root.path("data").path("split-sha256").asText("");
    }

    /** The SHA-256 of the experiment.yaml that the run was made from. */
    public Optional<String> experimentHash() {
        return text("experiment-sha256");
    }

    /** That experiment's text. */
    public Optional<String> experiment() {
        return text("experiment");
    }

    /** The SHA-256 of the weights that the run started from. */
    public Optional<String> weightsHash() {
        return text("weights-sha256");
    }

    /** The ids of a part's samples, in the order in which the run used them. */
    public List<String> samples(Part part) {
        return texts(root.path("data").path("split").path(part.toString()));
    }

    /** Whether the content of the data was recorded. */
    public boolean tellsContents() {
        return root.path("data").path("images").isObject()
                && root.path("data").path("labels").isObject();
    }

    /**
     * The hash of the data of each group (patient).
     *
     * @param of images or labels
     */
    public Map<String, String> contents(String of) {
        return textsByName(root.path("data").path(of));
    }

    /** The SHA-256 of each checkpoint at the run's end, by name; none of a run that has not come to it. */
    public Map<String, String> checkpoints() {
        return textsByName(root.path("checkpoints"));
    }

    private static Map<String, String> textsByName(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The number of groups that are in more than one part of the data; empty if it was not recorded. */
    public OptionalDouble leakingGroups() {
        return number("data", "leaking-groups");
    }

    /** The definition of a metric of a head in words: unit, direction and rule for empty masks; empty if not recorded. */
    public String metricDefinition(String head, String metric) {
        JsonNode node = metric(head, metric);
        return node.isMissingNode()
                ? ""
                : "per " + node.path("unit").asText() + ", "
                        + node.path("direction").asText() + " is better, "
                        + node.path("empty-rule").asText();
    }

    /** Which way a metric is better: higher, lower or zero; empty if the run did not record it. */
    public String direction(String head, String metric) {
        return metric(head, metric).path("direction").asText("");
    }

    private JsonNode metric(String head, String metric) {
        return root.path("heads").path(head).path("metrics").path(metric);
    }

    /** The classes of a head, joined; empty if they were not recorded. */
    public String classes(String head) {
        JsonNode classes = root.path("heads").path(head).path("classes");
        return classes.isMissingNode() ? "" : classes.toString();
    }

    /** The names of a head's classes; none if they were not recorded. */
    public List<String> classNames(String head) {
        return texts(root.path("heads").path(head).path("classes"));
    }

    /** The names of the facts that the data carry about patients. */
    public Set<String> attributeNames() {
        Set<String> names = new TreeSet<>();
        root.path("data").path("groups").forEach(group -> group.fieldNames().forEachRemaining(names::add));
        return names;
    }

    /** A fact about each patient such as the disease group, by patient; empty where the data carry none. */
    public Map<String, String> attribute(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        root.path("data").path("groups").properties().forEach(group -> {
            JsonNode value = group.getValue().path(name);
            if (value.isTextual()) {
                values.put(group.getKey(), value.asText());
            }
        });
        return values;
    }

    /** A number at a place in the file; empty if it was not recorded. */
    public OptionalDouble number(String... path) {
        JsonNode node = root;
        for (String step : path) {
            node = node.path(step);
        }
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }

    /** Whether this is the record of an evaluation, which has scored a model and trained none. */
    public boolean isEvaluation() {
        return root.has(EvaluationChoices.PART);
    }

    /** What an evaluation chose, as settings beside those of the experiment; none of a run. */
    public Map<String, String> evaluationSettings() {
        return isEvaluation() ? EvaluationChoices.settings(root) : Map.of();
    }

    /** When the run began, in ISO 8601; empty if it was not recorded. */
    public String start() {
        return instant("start").map(Instant::toString).orElse("");
    }

    private Optional<Instant> instant(String name) {
        try {
            return Optional.of(Instant.parse(root.path(name).asText("")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The seconds that a run was at work, its interruptions left out; empty unless it has come to its end. */
    public OptionalDouble seconds() {
        if (isEvaluation()) {
            return OptionalDouble.empty();
        }
        OptionalDouble measured = number("seconds");
        if (measured.isPresent()) {
            return root.has("end") ? measured : OptionalDouble.empty();
        }
        // An older version recorded the last start and the end alone, by a clock that may jump.
        Optional<Instant> start = instant("start");
        Optional<Instant> end = instant("end");
        double seconds = start.isPresent() && end.isPresent()
                ? Duration.between(start.get(), end.get()).toMillis() / 1000.0
                : -1;
        return seconds < 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }

    /** What had changed when the run was resumed, and its user accepted. */
    public List<String> acceptedChanges() {
        return texts(root.path("accepted-changes"));
    }

    /** The files in the run's folder that reporters of plugins have made. */
    public List<String> files() {
        return texts(root.path("files"));
    }

    /** Every fact by its path, lists of samples by their length alone; bundles by name, all versions of one together. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        root.properties().forEach(entry -> {
            if (entry.getKey().equals("bundles")) {
                Map<String, StringJoiner> versions = new LinkedHashMap<>();
                entry.getValue()
                        .forEach(bundle -> versions.computeIfAbsent(
                                        "bundle " + bundle.path("name").asText(), name -> new StringJoiner(", "))
                                .add(version(bundle)));
                versions.forEach((name, all) -> facts.put(name, all.toString()));
            } else if (!APART.contains(entry.getKey())) {
                add(facts, entry.getKey(), entry.getValue());
            }
        });
        return facts;
    }

    private static String version(JsonNode bundle) {
        String hash = bundle.path("sha256").asText("");
        return bundle.path("version").asText()
                + (hash.isEmpty() ? "" : " " + hash.substring(0, Math.min(12, hash.length())));
    }

    private static void add(Map<String, String> facts, String path, JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(entry -> add(facts, path + "." + entry.getKey(), entry.getValue()));
        } else {
            facts.put(path, node.isTextual() ? node.asText() : node.toString());
        }
    }
}
