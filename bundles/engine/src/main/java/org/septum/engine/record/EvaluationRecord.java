// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.PostProcessed;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.Sha256;
import org.septum.common.run.EvaluationChoices;
import org.septum.common.run.RunFiles;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.ensemble.EnsembleRecord;
import org.septum.engine.ensemble.Members;
import org.septum.engine.ensemble.OpenedMembers;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.postprocessing.PostProcessedJson;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.run.OwnFiles;
import org.septum.engine.setup.Setup;
import org.septum.services.run.Runner;

/**
 * Writes what makes an evaluation's folder one that can be compared like a run's: the experiment of the model, provenance.json
 * (which model, on which data, with what) and the status.
 */
public final class EvaluationRecord {

    private final Path folder;
    private final Experiment model;
    private final ObjectNode root = new ObjectMapper().createObjectNode();
    private final Set<String> unfamiliar;
    private final long begin = System.nanoTime();

    /**
     * @param folder of the evaluation, empty or with what is not Septum's
     * @param model the experiment that the model was trained by, the first member's for an ensemble
     */
    public EvaluationRecord(Path folder, Experiment model) {
        this.folder = folder;
        this.model = model;
        this.unfamiliar = new OwnFiles(folder).unfamiliar();
        root.put("start", Instant.now().toString());
    }

    /** Adds what the scores of a run's checkpoint depend on. */
    public void describe(
            BundleContext context,
            Runner.EvaluationRequest request,
            Setup setup,
            OpenedModel opened,
            Path checkpoint,
            List<String> accepted) {
        root.put(
                EvaluationChoices.FLIP,
                request.flip() || setup.experiment().evaluation().flip());
        root.putObject(EvaluationChoices.CHECKPOINT)
                .put("file", checkpoint.getFileName().toString())
                .put("epoch", Weights.epochOf(checkpoint))
                .put("sha256", Sha256.orReason(checkpoint));
        describe(context, request, setup, List.of(opened), accepted);
    }

    /** Adds what the scores of an ensemble depend on. */
    public void describe(
            BundleContext context,
            Runner.EvaluationRequest request,
            Setup setup,
            OpenedMembers opened,
            Members members,
            List<String> accepted) {
        root.put(EvaluationChoices.FLIP, request.flip());
        root.put(EvaluationChoices.AVERAGE, members.averaging().toString());
        for (LoadedRun run : members.runs()) {
            EnsembleRecord.Member member = Members.recorded(run);
            root.withArray(EvaluationChoices.MEMBERS)
                    .addObject()
                    .put("run", run.recorded().directory().path().getFileName().toString())
                    .put("experiment-sha256", member.experimentHash())
                    .put("checkpoint", member.checkpoint())
                    .put("checkpoint-sha256", member.checkpointHash());
        }
        describe(context, request, setup, opened.models(), accepted);
    }

    private void describe(
            BundleContext context,
            Runner.EvaluationRequest request,
            Setup setup,
            List<OpenedModel> models,
            List<String> accepted) {
        root.put(EvaluationChoices.PART, request.part().toString());
        if (!request.postProcessing()) {
            root.put(EvaluationChoices.UNPROCESSED, true);
        }
        root.set("machine", RunFacts.machine(models.get(0).description()));
        root.setAll(RunFacts.withMeanings(context, setup));
        // Where other data lie is not told: the experiment is the model's.
        root.put("experiment", model.resolved()).put("experiment-sha256", Sha256.of(model.resolved()));
        root.put(
                "parameters",
                models.stream()
                        .mapToLong(each -> each.table().parameterFloats())
                        .sum());
        // The folder's name alone: the others are the machine's, and what it holds is recorded.
        request.data()
                .map(other -> other.toAbsolutePath().normalize().getFileName())
                .ifPresent(name -> root.withObjectProperty("data").put("root", name.toString()));
        accepted.forEach(root.putArray("accepted-changes")::add);
    }

    /** Adds which post-processing is applied. */
    public void postProcessed(PostProcessed learned) {
        root.set(PostProcessedJson.KEY, PostProcessedJson.write(learned));
    }

    /** Writes it: an evaluation without one has not come to its end. */
    public void finish() {
        root.put("end", Instant.now().toString()).put("seconds", (System.nanoTime() - begin) / 1e9);
        Set<String> files = new TreeSet<>(new OwnFiles(folder).unfamiliar());
        files.removeAll(unfamiliar);
        files.forEach(root.putArray("files")::add);
        AtomicFile.write(folder.resolve(RunFiles.EXPERIMENT), model.resolved());
        AtomicFile.write(folder.resolve(RunFiles.PROVENANCE), root.toPrettyString() + "\n");
        RunFiles.writeStatus(folder, "finished", "evaluated");
    }
}
