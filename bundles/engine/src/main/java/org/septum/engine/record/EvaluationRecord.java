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
import org.septum.api.report.PostProcessed;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.Sha256;
import org.septum.common.run.RunFiles;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.ensemble.EnsembleRecord;
import org.septum.engine.ensemble.Members;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.postprocessing.PostProcessedJson;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.run.OwnFiles;
import org.septum.engine.setup.Setup;
import org.septum.services.run.Runner;

/** Writes an evaluation's own provenance.json: which model, on which data, with what. */
public final class EvaluationRecord {

    private final Path folder;
    private final ObjectNode root = new ObjectMapper().createObjectNode();
    private final Set<String> unfamiliar;
    private final long begin = System.nanoTime();

    /** @param folder of the evaluation, empty or with what is not Septum's */
    public EvaluationRecord(Path folder) {
        this.folder = folder;
        this.unfamiliar = new OwnFiles(folder).unfamiliar();
        root.put("start", Instant.now().toString());
    }

    /** Adds what the scores of a run's checkpoint depend on. */
    public void describe(
            BundleContext context,
            Runner.EvaluationRequest request,
            Setup setup,
            OpenedModel model,
            Path checkpoint,
            List<String> accepted) {
        root.put("flip", request.flip() || setup.experiment().evaluation().flip());
        root.putObject("checkpoint")
                .put("file", checkpoint.getFileName().toString())
                .put("epoch", Weights.epochOf(checkpoint))
                .put("sha256", Sha256.orReason(checkpoint));
        describe(context, request, setup, model, accepted);
    }

    /** Adds what the scores of an ensemble depend on. */
    public void describe(
            BundleContext context,
            Runner.EvaluationRequest request,
            Setup setup,
            OpenedModel first,
            Members members,
            List<String> accepted) {
        root.put("flip", request.flip());
        root.put("average", members.averaging().toString());
        for (LoadedRun run : members.runs()) {
            EnsembleRecord.Member member = Members.recorded(run);
            root.withArray("members")
                    .addObject()
                    .put("run", run.recorded().directory().path().getFileName().toString())
                    .put("experiment-sha256", member.experimentHash())
                    .put("checkpoint", member.checkpoint())
                    .put("checkpoint-sha256", member.checkpointHash());
        }
        describe(context, request, setup, first, accepted);
    }

    private void describe(
            BundleContext context,
            Runner.EvaluationRequest request,
            Setup setup,
            OpenedModel model,
            List<String> accepted) {
        root.put("septum", context.getBundle().getVersion().toString());
        root.put("part", request.part().toString());
        root.set("machine", RunFacts.machine(model.description()));
        root.set("bundles", new InstalledBundles(context).described());
        ObjectNode data = root.putObject("data");
        data.put("dataset", setup.experiment().data().dataset().type());
        // The folder's name alone: the others are the machine's, and what it holds is recorded.
        request.data()
                .map(other -> other.toAbsolutePath().normalize().getFileName())
                .ifPresent(name -> data.put("root", name.toString()));
        setup.parts()
                .get(request.part())
                .forEach(info -> data.withArray("samples").add(info.id()));
        RunFacts.contents(setup.dataset().contents(), data);
        accepted.forEach(root.putArray("accepted-changes")::add);
        setup.warnings().forEach(data.putArray("warnings")::add);
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
        AtomicFile.write(folder.resolve(RunFiles.PROVENANCE), root.toPrettyString() + "\n");
    }
}
