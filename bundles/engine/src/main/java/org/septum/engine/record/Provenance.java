// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.septum.api.Component;
import org.septum.api.report.PostProcessed;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunStart;
import org.septum.api.training.EpochReport;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.Sha256;
import org.septum.common.run.RunRecord;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.network.ProcessMemory;
import org.septum.engine.postprocessing.PostProcessedJson;
import org.septum.engine.run.OwnFiles;
import org.septum.engine.run.RecordedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.setup.Setup;
import org.septum.engine.training.RunState;
import org.septum.engine.training.TestedCheckpoint;

/**
 * Writes provenance.json: with which bundles, on what machine and with which data a run was made. What the run began with is
 * written once and stays; each stretch of it, until it ended, was interrupted or killed, is added.
 */
public final class Provenance {

    private final BundleContext context;
    private final RunDirectory directory;
    private final ObjectNode root;
    private final Stretches stretches;
    private Set<String> foreign = Set.of();
    private boolean started;
    private boolean pluginsReport;

    /** @param before what the run has recorded so far */
    public Provenance(BundleContext context, RecordedRun before) {
        this.context = context;
        this.directory = before.directory();
        this.root = before.root().deepCopy();
        this.stretches = new Stretches(root);
    }

    /**
     * Writes what is known at the start of a stretch.
     *
     * @param state where the run goes on
     * @param settings what was set for this stretch alone, by key
     * @param accepted the changes that the user has accepted for it
     */
    public void start(
            Setup setup, OpenedModel model, RunState state, Map<String, String> settings, List<String> accepted) {
        foreign = new OwnFiles(directory.path()).unfamiliar();
        foreign.removeAll(files());
        pluginsReport = setup.experiment().reporters().stream().anyMatch(Component::isForeign);
        ObjectNode machine = RunFacts.machine(model.description());
        if (root.isEmpty()) {
            root.setAll(RunFacts.of(context, setup, model, machine));
        }
        ObjectNode stretch = stretches.begin(state);
        stretches.addIfOther(stretch, "machine", machine);
        stretches.addIfOther(stretch, "bundles", new InstalledBundles(context).described());
        if (!settings.isEmpty()) {
            settings.forEach(stretch.putObject("settings")::put);
        }
        if (!accepted.isEmpty()) {
            Set<String> all = new TreeSet<>(new RunRecord(root).acceptedChanges());
            all.addAll(accepted);
            accepted.forEach(stretch.putArray("accepted-changes")::add);
            all.forEach(root.putArray("accepted-changes")::add);
        }
        started = true;
        write();
    }

    /** Adds the end of a stretch that has a start. */
    public void finish(String status) {
        if (!started) {
            return;
        }
        stretches.end(status);
        ProcessMemory.peakMegabytes()
                .ifPresent(peak -> root.put(
                        "peak-memory-mb",
                        Math.max(peak, root.path("peak-memory-mb").asLong())));
        if (status.equals("finished")) {
            ObjectNode checkpoints = root.putObject("checkpoints");
            directory.checkpointNames().stream()
                    .filter(name -> !directory.checkpoint(name).equals(directory.resumable()))
                    .forEach(name -> checkpoints.put(name, Sha256.orReason(directory.checkpoint(name))));
        }
        addFiles();
        write();
    }

    /** Adds which checkpoint was tested; it is the run's model from now on. */
    public void tested(String checkpoint) {
        root.put(TestedCheckpoint.RECORDED, checkpoint);
    }

    /** Adds what was learnt of post-processing; it belongs to the run's model from now on. */
    public void postProcessed(PostProcessed learned) {
        root.set(PostProcessedJson.KEY, PostProcessedJson.write(learned));
    }

    /**
     * The last of a run's reporters: it adds the files that those of plugins have made as soon as they are there, for a run
     * that is killed has no end.
     */
    public Reporter filesReporter() {
        return new Reporter() {
            @Override
            public void started(RunStart start) {
                if (addFiles()) {
                    write();
                }
            }

            @Override
            public void epochFinished(EpochReport epoch) {
                if (addFiles()) {
                    write();
                }
            }
        };
    }

    /** Without plugins among the reporters, files that Septum does not know were put there by somebody else. */
    private boolean addFiles() {
        Set<String> files = files();
        if (!pluginsReport) {
            return false;
        }
        Set<String> found = new OwnFiles(directory.path()).unfamiliar();
        found.removeAll(foreign);
        boolean added = files.addAll(found);
        files.forEach(root.putArray("files")::add);
        return added;
    }

    /** What reporters of plugins have made until now. */
    private Set<String> files() {
        return new TreeSet<>(new RunRecord(root).files());
    }

    private void write() {
        AtomicFile.write(directory.provenance(), root.toPrettyString() + "\n");
    }
}
