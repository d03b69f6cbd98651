// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.engine.data.HashedDataset;
import org.septum.engine.data.VolumeSweep;
import org.septum.engine.record.InstalledBundles;
import org.septum.engine.record.UsedBundles;
import org.septum.engine.reuse.Change;
import org.septum.engine.reuse.ChangesSince;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.reuse.Refusal;
import org.septum.engine.run.RecordedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.setup.Setup;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.run.ChangePolicy;
import org.septum.services.run.RunChanges;

/** Reads a run's record and what it was made from. */
@Component
public final class RecordedRunChanges implements RunChanges {

    private final BundleContext context;
    private final ExperimentReader reader;
    private final Map<String, Data> read = new ConcurrentHashMap<>();

    /** A data set's samples and their content. */
    private record Data(List<SampleInfo> samples, HashedDataset.Contents contents) {}

    @Activate
    public RecordedRunChanges(BundleContext context, @Reference ExperimentReader reader) {
        this.context = context;
        this.reader = reader;
    }

    @Override
    public Changes since(Path run) {
        RunDirectory directory = RunDirectory.existing(run);
        RecordedRun recorded = RecordedRun.of(directory, reader);
        List<String> differences = changes(recorded).stream().map(Change::line).toList();
        List<String> builds = List.copyOf(new UsedBundles(recorded.root())
                .otherThan(new InstalledBundles(context).described())
                .keySet());
        return new Changes(differences, builds, recorded.gaps());
    }

    /** What has changed since a run was made, each in a line; a run that cannot be compared says so. */
    List<String> differences(RunDirectory directory) {
        try {
            return since(directory.path()).differences();
        } catch (UserError e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Compares the data, the split and the start weights of a run whose experiment and checkpoint have been compared, for
     * those who train it again. Data that the run does not know are told of and no reason to refuse.
     *
     * @return the changes that are accepted, those of before among them
     * @throws UserError if something has changed and that is not accepted
     */
    List<String> check(LoadedRun run, ChangePolicy policy) {
        ChangesSince since = new ChangesSince(run.recorded());
        List<Change> changes = new ArrayList<>(since.weights(run.experiment()));
        try {
            addData(since, run.experiment(), changes);
        } catch (UserError e) {
            changes.add(
                    new Change(Change.Subject.DATA, "the data cannot be compared: " + String.join("; ", e.problems())));
        }
        Refusal.Passed passed = new Refusal(run.recorded().directory().path().toString(), policy)
                .check(changes, change -> change.subject() != Change.Subject.NEW_DATA);
        passed.notes().forEach(policy.told());
        List<String> accepted = new ArrayList<>(run.passed().accepted());
        accepted.addAll(passed.accepted());
        return accepted;
    }

    private void addData(ChangesSince since, Experiment experiment, List<Change> changes) {
        Data data = data(experiment);
        changes.addAll(since.data(data.samples, data.contents));
        changes.addAll(since.split(experiment, data.samples));
    }

    private List<Change> changes(RecordedRun recorded) {
        ChangesSince since = new ChangesSince(recorded);
        List<Change> changes = new ArrayList<>(since.record(true));
        try {
            Experiment experiment = reader.recorded(recorded.directory().experimentFile(), List.of());
            changes.addAll(since.experiment(experiment));
            changes.addAll(since.weights(experiment));
            addData(since, experiment, changes);
        } catch (UserError e) {
            changes.add(new Change(Change.Subject.RECORD, "it cannot be compared: " + String.join("; ", e.problems())));
        }
        return changes;
    }

    /** Data sets of the same settings are read once; the files do not change while a process compares its runs. */
    private Data data(Experiment experiment) {
        org.septum.api.Component chosen = experiment.data().dataset();
        String settings = chosen.name() + " " + chosen.factory().getClass().getName() + " "
                + chosen.arguments().asMap();
        return read.computeIfAbsent(settings, key -> read(chosen));
    }

    private static Data read(org.septum.api.Component chosen) {
        try (HashedDataset dataset = new HashedDataset(chosen.create(Dataset.class))) {
            List<SampleInfo> samples = dataset.samples();
            VolumeSweep.over(samples, Setup.UNWATCHED, (volume, afterEach) -> {
                volume.forEach(dataset::load);
                return volume.size();
            });
            return new Data(samples, dataset.contents());
        }
    }
}
