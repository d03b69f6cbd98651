// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.septum.api.report.PostProcessed;
import org.septum.common.run.RunRecord;
import org.septum.engine.data.DatasetFacts;
import org.septum.engine.data.HashedDataset;
import org.septum.engine.data.LearnedFigures;
import org.septum.engine.geometry.TrainingGeometry;
import org.septum.engine.postprocessing.PostProcessedJson;
import org.septum.engine.sample.Division;
import org.septum.engine.sample.Scalings;
import org.septum.services.experiment.ExperimentReader;

/**
 * A run with its record and the settings that it began with.
 *
 * @param record empty where there is no file
 * @param settings empty if they are not recorded
 */
public record RecordedRun(RunDirectory directory, RunRecord record, Optional<Settings> settings) {

    /**
     * Reads a run's record.
     *
     * @throws UserError if it is damaged or too large
     */
    public static RecordedRun of(RunDirectory directory, ExperimentReader reader) {
        Path file = directory.provenance();
        RunRecord record = Files.exists(file) ? read(file) : new RunRecord(JsonNodeFactory.instance.objectNode());
        Optional<Settings> settings =
                record.experiment().map(text -> new Settings(reader.settings(text, file + ": experiment")));
        return new RecordedRun(directory, record, settings);
    }

    private static RunRecord read(Path file) {
        try {
            return RunRecord.read(file);
        } catch (UserError e) {
            throw new UserError(e.getMessage() + "; put back a copy of it", e);
        }
    }

    /** What the record's file holds. */
    public ObjectNode root() {
        return record.root();
    }

    /** Whether nothing is recorded: the run was killed before, or somebody took the file away. */
    public boolean isEmpty() {
        return root().isEmpty();
    }

    /** The content of the data. */
    public Optional<HashedDataset.Contents> contents() {
        return record.tellsContents()
                ? Optional.of(new HashedDataset.Contents(record.contents("images"), record.contents("labels")))
                : Optional.empty();
    }

    /** What the run has learnt of post-processing; empty if its experiment asks for none or it has not come to its end. */
    public Optional<PostProcessed> postProcessed() {
        return root().has(PostProcessedJson.KEY)
                ? Optional.of(PostProcessedJson.read(root().path(PostProcessedJson.KEY)))
                : Optional.empty();
    }

    /** How the volumes lie in space that the run was trained on. */
    public TrainingGeometry geometry() {
        return TrainingGeometry.read(root().path("data"));
    }

    /** What the dataset said of channels and labels; empty where an older Septum wrote the record. */
    public Optional<DatasetFacts> dataset() {
        return DatasetFacts.read(root().path("data"));
    }

    /** What the intensity scalings have learned from the training part; empty where they learned nothing. */
    public Optional<List<Map<String, Double>>> figures() {
        return LearnedFigures.read(root().path("data"));
    }

    /**
     * The same where the model is used: nothing is learned anew.
     *
     * @param scalings of the experiment
     * @throws UserError if the record does not tell what one of them has learned
     */
    public Optional<List<Map<String, Double>>> figuresFor(Scalings scalings) {
        if (scalings.learn() && figures().isEmpty()) {
            throw new UserError(
                    directory.path() + ": provenance.json does not tell what data.intensity learned from the"
                            + " training part (" + String.join(", ", scalings.names())
                            + "), without which the model cannot be used; put back a copy of it, or train again");
        }
        return figures();
    }

    /** Whether the division of the data is recorded. */
    public boolean tellsParts() {
        return root().path("data").path("split").isObject();
    }

    /** The samples that are there now as the run has divided them; without a record of that, as the experiment does. */
    public Division division(Experiment experiment, List<SampleInfo> samples) {
        return tellsParts() ? new Division(parts(samples), true) : Division.of(experiment, samples);
    }

    /** Of the samples that are there now, those of each part. */
    public Map<Part, List<SampleInfo>> parts(List<SampleInfo> samples) {
        Map<String, SampleInfo> byId = new HashMap<>();
        samples.forEach(info -> byId.put(info.id(), info));
        Map<Part, List<SampleInfo>> parts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            parts.put(
                    part,
                    record.samples(part).stream()
                            .filter(byId::containsKey)
                            .map(byId::get)
                            .toList());
        }
        return parts;
    }

    /** The samples among these that the run knew. */
    public List<SampleInfo> known(List<SampleInfo> samples) {
        Set<String> groups = contents().map(found -> found.images().keySet()).orElse(Set.of());
        Set<String> ids = new HashSet<>();
        List.of(Part.values()).forEach(part -> ids.addAll(record.samples(part)));
        return samples.stream()
                .filter(info -> ids.contains(info.id()) || groups.contains(info.group()))
                .toList();
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
