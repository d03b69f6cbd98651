// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.reuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.common.files.Sha256;
import org.septum.engine.checkpoint.Safetensors;
import org.septum.engine.data.DatasetFacts;
import org.septum.engine.data.HashedDataset;
import org.septum.engine.reuse.Change.Subject;
import org.septum.engine.run.RecordedRun;
import org.septum.engine.run.Settings;
import org.septum.engine.sample.Division;
import org.septum.engine.setup.Setup;
import org.septum.engine.training.RunCheckpoints;

/** Sets a run's record against what is there now. What the record does not tell is not compared. */
public record ChangesSince(RecordedRun run) {

    private static final int HASH_SHOWN = 12;

    /**
     * Whether the record itself is there.
     *
     * @param needed whether the run has come so far that it wrote one
     */
    public List<Change> record(boolean needed) {
        return needed && run.isEmpty()
                ? List.of(new Change(
                        Subject.RECORD,
                        "provenance.json is missing: what the run was made from is not known, and the data are divided"
                                + " anew"))
                : List.of();
    }

    /**
     * Whether experiment.yaml was edited. Comments, order and settings that change no result do not count.
     *
     * @param now as it is read from the file, without overrides
     */
    public List<Change> experiment(Experiment now) {
        if (run.record().experimentHash().isEmpty()
                || run.record()
                        .experimentHash()
                        .get()
                        .equals(Sha256.orReason(run.directory().experimentFile()))
                || run.record().experimentHash().get().equals(Sha256.of(now.resolved()))) {
            return List.of();
        }
        if (run.settings().isEmpty()) {
            return List.of(new Change(
                    Subject.EXPERIMENT, "experiment.yaml was edited, in what the run's record does not tell"));
        }
        Settings recorded = run.settings().get();
        Settings found = Settings.of(now);
        return recorded.keysChangedIn(found).stream()
                .filter(key -> !Settings.isFree(key))
                .map(key -> new Change(
                        Subject.EXPERIMENT,
                        "experiment.yaml was edited: " + key + ": " + recorded.value(key) + " -> " + found.value(key)))
                .toList();
    }

    /**
     * Whether a checkpoint is what the run left.
     *
     * @param name without folder and ending
     */
    public List<Change> checkpoint(String name) {
        Path file = run.directory().checkpoint(name);
        String recorded = run.record().checkpoints().get(name);
        if (recorded != null) {
            String now = Sha256.orReason(file);
            return recorded.equals(now)
                    ? List.of()
                    : List.of(new Change(
                            Subject.CHECKPOINT,
                            "checkpoint '" + name + "' is not what the run left: SHA-256 " + shown(recorded) + " -> "
                                    + shown(now)));
        }
        return ofOtherSettings(file)
                ? List.of(new Change(
                        Subject.CHECKPOINT, "checkpoint '" + name + "' is of another run: its settings are others"))
                : List.of();
    }

    /** Whether a checkpoint was saved by a run of other settings. */
    private boolean ofOtherSettings(Path checkpoint) {
        String saved = Safetensors.open(checkpoint).metadata().get(RunCheckpoints.SETTINGS);
        return saved != null
                && run.settings().isPresent()
                && !saved.equals(run.settings().get().identity());
    }

    /** The same for the state from which the run goes on; none where it has saved none. */
    public List<Change> state() {
        Path file = run.directory().resumable();
        return Files.isRegularFile(file) && ofOtherSettings(file)
                ? List.of(new Change(Subject.CHECKPOINT, "the saved state is of another run: its settings are others"))
                : List.of();
    }

    /** Whether the weights that the run started from are what they were. */
    public List<Change> weights(Experiment now) {
        if (run.record().weightsHash().isEmpty() || now.model().weights().isEmpty()) {
            return List.of();
        }
        Path file = now.model().weights().get();
        String recorded = run.record().weightsHash().get();
        String told = now.told("model.weights", file.toString());
        try {
            String found = Sha256.of(file);
            return recorded.equals(found)
                    ? List.of()
                    : List.of(new Change(
                            Subject.WEIGHTS,
                            "start weights " + told + ": another content, SHA-256 " + shown(recorded) + " -> "
                                    + shown(found)));
        } catch (IOException e) {
            return List.of(new Change(Subject.WEIGHTS, "start weights " + told + ": the file is missing"));
        }
    }

    private static String shown(String hash) {
        return hash.matches("[0-9a-f]{64}") ? hash.substring(0, HASH_SHOWN) : hash;
    }

    /** What is other in the data that were read, in how the split divides them, and in the start weights. */
    public List<Change> of(Setup setup) {
        List<SampleInfo> samples = setup.dataset().samples();
        List<Change> changes = new ArrayList<>(data(samples, setup.dataset().contents()));
        run.dataset()
                .flatMap(recorded -> recorded.unlike(DatasetFacts.of(setup.dataset())))
                .ifPresent(what -> changes.add(0, new Change(Subject.EXPERIMENT, "data: " + what)));
        changes.addAll(split(setup.experiment(), samples));
        changes.addAll(weights(setup.experiment()));
        return changes;
    }

    /** What is other in the data: groups that changed, are gone or are new, and recorded samples that are gone. */
    public List<Change> data(List<SampleInfo> samples, HashedDataset.Contents now) {
        List<Change> changes = new ArrayList<>();
        run.contents().ifPresent(recorded -> {
            Set<String> groups = new LinkedHashSet<>(recorded.images().keySet());
            groups.addAll(now.images().keySet());
            for (String group : groups) {
                Change change = group(group, recorded, now);
                if (change != null) {
                    changes.add(change);
                }
            }
        });
        return run.contents().isPresent() ? changes : missing(samples);
    }

    /** An older record tells of the data only which samples there were. */
    private List<Change> missing(List<SampleInfo> samples) {
        Set<String> ids = new HashSet<>();
        samples.forEach(info -> ids.add(info.id()));
        return Stream.of(Part.values())
                .flatMap(part -> run.record().samples(part).stream())
                .filter(id -> !ids.contains(id))
                .map(id -> new Change(Subject.DATA, "data: the sample " + id + " is missing"))
                .toList();
    }

    /** @return null where nothing has changed */
    private static Change group(String group, HashedDataset.Contents recorded, HashedDataset.Contents now) {
        String about = "data of " + group + ": ";
        if (!now.images().containsKey(group)) {
            return new Change(Subject.DATA, group, about + "missing");
        }
        if (!recorded.images().containsKey(group)) {
            return new Change(Subject.NEW_DATA, group, about + "new, the run does not know it");
        }
        boolean images = !recorded.images().get(group).equals(now.images().get(group));
        boolean labels =
                !recorded.labels().getOrDefault(group, "").equals(now.labels().get(group));
        if (!images && !labels) {
            return null;
        }
        return new Change(
                Subject.DATA,
                group,
                about + (images && labels ? "images and labels" : images ? "images" : "labels") + " have changed");
    }

    /** Whether the experiment's split would now divide the data that the run had in another way than it did. */
    public List<Change> split(Experiment now, List<SampleInfo> samples) {
        if (!run.tellsParts()) {
            return List.of();
        }
        List<SampleInfo> known = run.known(samples);
        Map<String, String> recorded = new HashMap<>();
        List.of(Part.values()).forEach(part -> run.record().samples(part).forEach(id -> add(recorded, id, part)));
        if (!known.stream().map(SampleInfo::id).toList().containsAll(recorded.keySet())) {
            return List.of(); // some are gone, which is told; with others missing, a split draws otherwise
        }
        Map<String, String> drawn = new HashMap<>();
        try {
            draw(now, known, samples).forEach((part, infos) -> infos.forEach(info -> add(drawn, info.id(), part)));
        } catch (UserError e) {
            return List.of(new Change(
                    Subject.SPLIT, "the split cannot be drawn any more: " + String.join("; ", e.problems())));
        }
        Map<String, Change> moved = new LinkedHashMap<>();
        for (SampleInfo info : known) {
            String was = recorded.getOrDefault(info.id(), "no part");
            String is = drawn.getOrDefault(info.id(), "no part");
            if (!was.equals(is)) {
                moved.putIfAbsent(
                        info.group(),
                        new Change(Subject.SPLIT, info.group(), "split: " + info.group() + ": " + was + " -> " + is));
            }
        }
        return List.copyOf(moved.values());
    }

    /** A file may divide data that the run does not know as well; then it is asked about all there is. */
    private static Map<Part, List<SampleInfo>> draw(
            Experiment experiment, List<SampleInfo> known, List<SampleInfo> all) {
        try {
            return Division.of(experiment, known).parts();
        } catch (UserError e) {
            if (known.size() == all.size()) {
                throw e;
            }
            return Division.of(experiment, all).parts();
        }
    }

    private static void add(Map<String, String> partOf, String id, Part part) {
        partOf.merge(id, part.toString(), (one, other) -> one + " and " + other);
    }
}
