// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.Experiment;
import org.septum.api.report.BaselineScores;
import org.septum.api.report.Reporter;
import org.septum.api.report.RunFinish;
import org.septum.api.report.RunStart;
import org.septum.common.run.RunLock;
import org.septum.common.text.Words;
import org.septum.engine.ensemble.Members;
import org.septum.engine.ensemble.OpenedMembers;
import org.septum.engine.evaluation.Baselines;
import org.septum.engine.evaluation.CaseViewer;
import org.septum.engine.evaluation.EvaluationPass;
import org.septum.engine.evaluation.Evaluator;
import org.septum.engine.network.OpenedModel;
import org.septum.engine.postprocessing.MaskSteps;
import org.septum.engine.record.EvaluationRecord;
import org.septum.engine.reuse.LoadedRun;
import org.septum.engine.run.OwnFiles;
import org.septum.engine.run.RunDirectory;
import org.septum.engine.setup.RunWarnings;
import org.septum.engine.setup.Setup;
import org.septum.services.run.Runner;

/**
 * Scores an ensemble: on other data, or on what of its members' own data none of them has been trained on. Data, metrics and
 * reports are those of the first member.
 *
 * @param single how single runs are scored
 */
record EnsembleEvaluation(CheckpointEvaluation single) {

    /** Evaluates and reports into a folder of its own, within the ensemble's. */
    Path evaluate(Runner.EvaluationRequest request) {
        Members all = Members.of(request.run(), single.reader(), request.checkpoint(), single.policy());
        Members members = request.postProcessing() ? all : all.withoutPostProcessing();
        for (LoadedRun run : members.runs()) {
            if (run.experiment().evaluation().onGrid()) {
                throw new UserError(run.recorded().directory().path() + ": this run scores on its grid"
                        + " (evaluation.resolution: grid), and the members of an ensemble have grids of their own; train with"
                        + " resolution: image");
            }
        }
        try (LoadedRun.Data data = single.data(request, members.first(), experiment(request, members.first()))) {
            Setup setup = request.data().isPresent() ? data.setup() : unseen(data.setup(), request.part(), members);
            if (setup.parts().get(request.part()).isEmpty()) {
                throw new UserError("the part '" + request.part() + "' has no samples");
            }
            try (OpenedMembers opened = new OpenedMembers(
                    setup,
                    members,
                    run -> experiment(request, run),
                    single.compiler(),
                    single.registry(),
                    request.flip())) {
                Path folder = new RunDirectory(request.run()).evaluation(request);
                try (RunLock ignored = RunLock.take(folder)) {
                    new OwnFiles(folder).delete();
                    EvaluationRecord record =
                            new EvaluationRecord(folder, members.first().experiment());
                    record.describe(single.context(), request, setup, opened, members, data.accepted());
                    members.postProcessed().ifPresent(record::postProcessed);
                    report(request, setup, members, opened, folder);
                    record.finish();
                }
                return folder;
            }
        }
    }

    private Experiment experiment(Runner.EvaluationRequest request, LoadedRun run) {
        return request.data().isPresent()
                ? single.reader()
                        .recorded(run.recorded().directory().experimentFile(), CheckpointEvaluation.overrides(request))
                : run.experiment();
    }

    /**
     * What of a part no member has seen in its training or its validation.
     *
     * @throws UserError if that is nothing
     */
    private static Setup unseen(Setup setup, Part part, Members members) {
        List<SampleInfo> kept = new ArrayList<>(setup.parts().get(part));
        String seenBy = "";
        for (LoadedRun run : members.runs()) {
            Set<String> seen = new HashSet<>(run.recorded().record().samples(Part.TRAIN));
            seen.addAll(run.recorded().record().samples(Part.VALIDATION));
            if (kept.removeIf(info -> seen.contains(info.id())) && kept.isEmpty()) {
                seenBy = run.recorded().directory().path().toString();
            }
        }
        int all = setup.parts().get(part).size();
        if (kept.isEmpty() && all > 0) {
            throw new UserError(
                    "the first member's part '" + part + "' holds nothing that no member was trained or validated"
                            + " on; the last of it was seen by " + seenBy
                            + ". Evaluate on other data with --data DIR; of folds,"
                            + " 'septum ensemble ABLATION' gives the cross-validated scores");
        }
        Setup reduced = setup.with(part, kept);
        return kept.size() == all
                ? reduced
                : reduced.warning(List.of(
                        Words.count(all - kept.size(), "sample") + " of " + all + " of the first member's part '" + part
                                + "' are left out, because another member was trained or validated on them"));
    }

    private static void report(
            Runner.EvaluationRequest request, Setup setup, Members members, OpenedMembers opened, Path folder) {
        List<Reporter> reporters = new ArrayList<>();
        setup.experiment().reporters().forEach(component -> reporters.add(component.create(Reporter.class)));
        long begin = System.nanoTime();
        List<OpenedModel> models = opened.models();
        RunStart start = setup.start(folder, true, models.get(0), 1);
        reporters.forEach(reporter -> reporter.started(start));
        MaskSteps steps = members.postProcessed()
                .map(learned -> MaskSteps.of(setup.experiment(), setup.heads()).kept(learned))
                .orElse(MaskSteps.NONE);
        EvaluationPass.Scores scores = Evaluator.evaluate(
                setup,
                opened,
                models.size(),
                request.part(),
                steps,
                reporters,
                result -> result.requireFinite(members.first().checkpoint()));
        String what = "an ensemble of " + Words.count(models.size(), "run");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", what + ", " + members.averaging() + " averaged, each counting alike");
        facts.put("mirror images", request.flip() ? "averaged" : "as each member's experiment says");
        facts.put("loss", "the mean of the members' losses");
        List<BaselineScores> baselines = new Baselines(setup).scores(request.part(), 1);
        RunFinish finish = new RunFinish(
                RunFinish.Status.EVALUATED,
                request.part(),
                scores.values(),
                scores.cases(),
                baselines,
                what,
                (System.nanoTime() - begin) / 1e9,
                facts,
                RunWarnings.ofBaselines(setup.heads(), scores.values(), baselines, request.part()),
                members.postProcessed().map(scores::tested),
                new CaseViewer(setup, opened, request.part(), true));
        reporters.forEach(reporter -> reporter.finished(finish));
    }
}
