// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.reuse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.common.text.ShellWord;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.data.HashedDataset;
import org.septum.engine.run.RecordedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.sample.Scalings;
import org.septum.engine.setup.Setup;
import org.septum.engine.training.TestedCheckpoint;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.run.ChangePolicy;

/**
 * A run whose model is used again: its experiment and checkpoint are what the run had, or the user accepts that they are not.
 *
 * @param passed what was accepted of experiment and checkpoint
 */
public record LoadedRun(
        RecordedRun recorded, Experiment experiment, Path checkpoint, Refusal refusal, Refusal.Passed passed) {

    /**
     * Reads a run and compares its experiment and its checkpoint with its record.
     *
     * @param name of the checkpoint; empty for the one that the run tested
     * @throws org.septum.api.UserError if there is no such run or checkpoint, or something has changed and that is not
     *     accepted
     */
    public static LoadedRun of(
            RunDirectory directory, ExperimentReader reader, Optional<String> name, ChangePolicy policy) {
        RecordedRun recorded = RecordedRun.of(directory, reader);
        Experiment experiment = reader.recorded(directory.experimentFile(), List.of());
        ChangesSince since = new ChangesSince(recorded);
        List<Change> changes = new ArrayList<>(since.record(true));
        changes.addAll(since.experiment(experiment));
        Refusal refusal = new Refusal(directory.path().toString(), policy);
        Path checkpoint = new TestedCheckpoint(directory).toUse(experiment, name);
        String file = checkpoint.getFileName().toString();
        changes.addAll(since.checkpoint(file.substring(0, file.lastIndexOf('.'))));
        return new LoadedRun(recorded, experiment, checkpoint, refusal, refusal.check(changes, change -> true));
    }

    /** What a user of the model must know if the run has not come to its end. */
    public Optional<String> unfinished() {
        String status = recorded.directory().status();
        if (status.equals("finished")) {
            return Optional.empty();
        }
        String name = checkpoint.getFileName().toString();
        return Optional.of("this run has not finished (" + (status.equals("unknown") ? "it has no status" : status)
                + "): its model is that of " + name + ", after epoch " + Weights.epochOf(checkpoint) + " of "
                + experiment.training().epochs() + "; 'septum resume "
                + ShellWord.of(recorded.directory().path())
                + "' trains the rest");
    }

    /**
     * The data that a run's model is used on, mostly its own.
     *
     * @param accepted all changes that were accepted
     */
    public record Data(Setup setup, List<String> accepted) implements AutoCloseable {
        @Override
        public void close() {
            setup.close();
        }
    }

    /**
     * Reads the run's data, divided as recorded, and compares them.
     *
     * @param parts whose samples are used; changes of others are noted
     * @throws org.septum.api.UserError if the data are wrong, or have changed and that is not accepted
     */
    public Data data(GraphCompiler compiler, Set<Part> parts) {
        HashedDataset dataset = Setup.dataset(experiment);
        Setup setup = Setup.of(
                experiment,
                compiler,
                dataset,
                samples -> recorded.division(experiment, samples),
                figures(dataset),
                Setup.UNWATCHED);
        try {
            Set<String> outside = groupsOutside(setup, parts);
            boolean complete = parts.stream()
                    .allMatch(part -> recorded.record().samples(part).size()
                            == setup.parts().get(part).size());
            Refusal.Passed data = refusal.check(
                    new ChangesSince(recorded).of(setup),
                    change -> concernsModel(change)
                            && !(change.subject() == Change.Subject.DATA
                                    && (outside.contains(change.group()) || complete && isGone(change, setup))));
            List<String> accepted = new ArrayList<>(passed.accepted());
            accepted.addAll(data.accepted());
            List<String> warnings = new ArrayList<>(unfinished().stream().toList());
            warnings.addAll(new Refusal.Passed(accepted, data.notes()).warnings());
            recorded.record()
                    .acceptedChanges()
                    .forEach(line -> warnings.add("changed while the run was made, and accepted: " + line));
            warnings.addAll(recorded.gaps());
            return new Data(setup.warning(warnings), accepted);
        } catch (RuntimeException e) {
            setup.close();
            throw e;
        }
    }

    /** What the run's scalings have learned; a dataset that is wrong is closed. */
    private Optional<List<Map<String, Double>>> figures(HashedDataset dataset) {
        try {
            return recorded.figuresFor(Scalings.of(experiment.data(), dataset));
        } catch (RuntimeException e) {
            dataset.close();
            throw e;
        }
    }

    /** The groups that are there and have no sample in some parts. */
    private static Set<String> groupsOutside(Setup setup, Set<Part> parts) {
        Set<String> groups = new HashSet<>();
        setup.dataset().samples().forEach(info -> groups.add(info.group()));
        parts.forEach(part -> setup.parts().get(part).forEach(info -> groups.remove(info.group())));
        return groups;
    }

    private static boolean isGone(Change change, Setup setup) {
        return setup.dataset().samples().stream().noneMatch(info -> info.group().equals(change.group()));
    }

    /** A trained model has left its start weights behind, and what it does not know is in no part. */
    static boolean concernsModel(Change change) {
        return change.subject() != Change.Subject.NEW_DATA && change.subject() != Change.Subject.WEIGHTS;
    }
}
