// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.ensemble;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.PostProcessed;
import org.septum.common.files.Sha256;
import org.septum.common.run.RunFiles;
import org.septum.engine.inference.Averaging;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Labelling;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.run.ChangePolicy;

/**
 * The runs whose models predict together; a single one predicts alone.
 *
 * @param averaging what of their predictions is averaged
 * @param postProcessed what was learnt of post-processing, by the run itself or from the predictions of all; empty if nothing
 */
public record Members(Averaging averaging, List<LoadedRun> runs, Optional<PostProcessed> postProcessed) {

    /**
     * The run of a folder, or the members of the ensemble there.
     *
     * @param checkpoint of a run; empty for the one that it tested
     * @throws UserError if it is neither, or something is no longer what it was and that is not accepted
     */
    public static Members of(Path folder, ExperimentReader reader, Optional<String> checkpoint, ChangePolicy policy) {
        if (!EnsembleRecord.isIn(folder)) {
            LoadedRun run = LoadedRun.of(RunDirectory.existing(folder), reader, checkpoint, policy);
            return new Members(Averaging.LOGITS, List.of(run), run.recorded().postProcessed());
        }
        if (checkpoint.isPresent()) {
            throw new UserError(folder
                    + ": this is an ensemble, whose members' checkpoints are chosen; leave --checkpoint" + " out");
        }
        EnsembleRecord record = EnsembleRecord.read(folder);
        List<LoadedRun> runs = new ArrayList<>();
        for (EnsembleRecord.Member member : record.members()) {
            if (!Files.isDirectory(member.run())) {
                throw new UserError(folder + ": its member " + member.run()
                        + " is not there any more; put it back, or make the ensemble anew with septum ensemble");
            }
            LoadedRun run =
                    LoadedRun.of(RunDirectory.existing(member.run()), reader, Optional.of(member.checkpoint()), policy);
            EnsembleRecord.Member now = recorded(run);
            if (!policy.accepted() && !now.checkpointHash().equals(member.checkpointHash())) {
                throw changed(folder, member, "its checkpoint '" + member.checkpoint() + "'");
            }
            if (!policy.accepted() && !now.experimentHash().equals(member.experimentHash())) {
                throw changed(folder, member, "its experiment.yaml");
            }
            runs.add(run);
        }
        return new Members(record.averaging(), runs, record.postProcessed());
    }

    private static UserError changed(Path folder, EnsembleRecord.Member member, String what) {
        return new UserError(
                folder + ": the member " + member.run() + " is no longer what it was when the ensemble was made: "
                        + what + " is another one. Make the ensemble anew, or accept it with --accept-changes");
    }

    /** What an ensemble's record says of a run. */
    public static EnsembleRecord.Member recorded(LoadedRun run) {
        Path folder = run.recorded().directory().path();
        String file = run.checkpoint().getFileName().toString();
        return new EnsembleRecord.Member(
                folder,
                Sha256.orReason(folder.resolve(RunFiles.EXPERIMENT)),
                file.substring(0, file.lastIndexOf('.')),
                Sha256.orReason(run.checkpoint()));
    }

    /** The run whose data section, heads and post-processing stand for all. */
    public LoadedRun first() {
        return runs.get(0);
    }

    /** The same, with decided masks left as they are. */
    public Members withoutPostProcessing() {
        return new Members(averaging, runs, Optional.empty());
    }

    public boolean areSeveral() {
        return runs.size() > 1;
    }

    /**
     * Requires that the members decide between the same things.
     *
     * @throws UserError naming the first two that do not
     */
    public void requireAlike() {
        Map<String, String> first = heads(first().experiment());
        for (LoadedRun run : runs) {
            Map<String, String> own = heads(run.experiment());
            if (!own.equals(first)) {
                throw new UserError(run.recorded().directory().path() + ": this run decides between " + own + ", and "
                        + first().recorded().directory().path() + " between " + first
                        + "; the members of an ensemble have the same heads with the same classes in the same order");
            }
        }
    }

    /** The classes of each head, by its name. */
    private static Map<String, String> heads(Experiment experiment) {
        try (Dataset dataset = experiment.data().dataset().create(Dataset.class)) {
            Map<String, String> heads = new LinkedHashMap<>();
            ActiveHead.of(experiment.heads(), Labelling.of(dataset))
                    .forEach(head -> heads.put(
                            head.name(),
                            String.join(", ", head.classes()) + " in "
                                    + head.head().targetChannels() + " target channels"));
            return heads;
        }
    }
}
