// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.VolumeFormat;
import org.septum.api.experiment.Experiment;
import org.septum.engine.data.DatasetFacts;
import org.septum.engine.ensemble.Members;
import org.septum.engine.postprocessing.MaskSteps;
import org.septum.engine.reuse.Change;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.sample.ActiveHead;
import org.septum.services.experiment.ExperimentReader;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.Registry;
import org.septum.services.run.ChangePolicy;
import org.septum.services.run.Runner;

/** Opens a run's model to segment images with it. */
public record RunPrediction(ExperimentReader reader, GraphCompiler compiler, Registry registry, Overlays overlays) {

    /** Segments a file or all files of a folder. */
    public Runner.Prediction predict(
            Runner.PredictionRequest request, ChangePolicy policy, Runner.PredictionProgress progress) {
        Members members = Members.of(request.run(), reader, request.checkpoint(), policy);
        Experiment experiment = members.first().experiment();
        List<VolumeFormat> formats = formats();
        if (request.overlays()) {
            overlays.painter();
        }
        DatasetFacts trained = trainedOn(members.first());
        PredictionInputs inputs = PredictionInputs.of(request.input(), formats, trained.imageFiles());
        List<ActiveHead> heads = ActiveHead.of(experiment.heads(), trained.labels());
        PredictionOutputs outputs = PredictionOutputs.of(request, inputs.inputs(), heads, formats);
        MaskSteps steps = members.postProcessed()
                .filter(learned -> request.postProcessing())
                .map(learned -> MaskSteps.of(experiment, heads).kept(learned))
                .orElse(MaskSteps.NONE);
        List<MemberPrediction> opened = new ArrayList<>();
        try {
            members.runs()
                    .forEach(run ->
                            opened.add(new MemberPrediction(run, trainedOn(run), compiler, registry, request.flip())));
            return new Segmentation(
                            request, outputs, overlays, opened, members.averaging(), steps, progress, trained.levels())
                    .of(inputs);
        } finally {
            opened.forEach(MemberPrediction::close);
        }
    }

    /** By the experiment's dataset, or, where that says it in files that are not here, by the run's record. */
    private static DatasetFacts trainedOn(LoadedRun run) {
        Optional<DatasetFacts> recorded = run.recorded().dataset();
        DatasetFacts now;
        try (Dataset dataset = run.experiment().data().dataset().create(Dataset.class)) {
            now = DatasetFacts.of(dataset);
        } catch (UserError e) {
            return recorded.orElseThrow(() -> e);
        }
        List<Change> changes = recorded.flatMap(then -> then.unlike(now)).stream()
                .map(what -> new Change(Change.Subject.DATA, "data: " + what))
                .toList();
        run.refusal().check(changes, change -> true);
        return now;
    }

    private List<VolumeFormat> formats() {
        return registry.components().stream()
                .filter(entry -> entry.kind() == Kind.FORMAT)
                .map(entry -> (VolumeFormat)
                        entry.factory().create(Arguments.of(entry.factory().options(), Map.of())))
                .toList();
    }
}
