// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.septum.api.data.Image;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.report.CaseView;
import org.septum.api.report.RunFinish;
import org.septum.engine.inference.PredictedSlice;
import org.septum.engine.inference.SliceDecision;
import org.septum.engine.inference.SlicePredictor;
import org.septum.engine.network.Network;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.SliceContext;
import org.septum.engine.setup.Setup;

/**
 * Makes the pictures of a case for a report, on the network's grid, with the parameters that are loaded.
 *
 * @param predictor gives predictions on that grid
 */
public record CaseViewer(Setup setup, SlicePredictor predictor, Part part) implements RunFinish.Views {

    @Override
    public List<CaseView> of(String headName, String caseId) {
        ActiveHead head = setup.heads().stream()
                .filter(candidate -> candidate.name().equals(headName))
                .findFirst()
                .orElseThrow();
        List<CaseView> views = new ArrayList<>();
        for (SampleInfo info : setup.parts().get(part)) {
            if (List.of(info.id(), info.volume(), info.group()).contains(caseId)) {
                views.add(view(head, info));
            }
        }
        return views;
    }

    private CaseView view(ActiveHead head, SampleInfo info) {
        Network network = setup.network();
        SliceContext context = network.context();
        Batch batch = setup.alone(info);
        PredictedSlice predicted =
                predictor.over(List.of(info), (seen, result) -> {}).next();
        return new CaseView(
                info.id(),
                context.middle(new Image(context.inputChannels(), network.height(), network.width(), batch.image())),
                head.classes(),
                Arrays.stream(batch.truthOf(head, 0))
                        .map(index -> Math.max(0, index))
                        .toArray(),
                SliceDecision.of(predicted, List.of(head), false).classes().get(head.name()));
    }
}
