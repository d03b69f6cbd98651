// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.septum.api.data.Part;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.report.CaseView;
import org.septum.api.report.RunFinish;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.inference.PredictedSlice;
import org.septum.engine.inference.SliceDecision;
import org.septum.engine.inference.SlicePredictor;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Preparation;
import org.septum.engine.setup.Setup;

/**
 * Makes the pictures of a case for a report, with the parameters that are loaded.
 *
 * @param predictor gives predictions on the pixels that are shown
 * @param onImage whether these are the image's own, because several models see it on grids of their own; otherwise they are the
 *     network's
 */
public record CaseViewer(Setup setup, SlicePredictor predictor, Part part, boolean onImage) implements RunFinish.Views {

    /** Of one model, on the network's pixels. */
    public CaseViewer(Setup setup, SlicePredictor predictor, Part part) {
        this(setup, predictor, part, false);
    }

    /** A side of a picture of an image that is predicted in tiles, in pixels. */
    private static final int LARGEST = 1024;

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
        Preparation preparation = setup.evaluating();
        Sample sample = preparation.load(info);
        GridPlacement extent = onImage
                ? GridPlacement.identity(sample.image().height(), sample.image().width())
                : preparation.extent(info, sample.image());
        Sample shown = onImage ? sample : preparation.place(sample, extent);
        PredictedSlice predicted =
                predictor.over(List.of(info), (seen, result) -> {}).next();
        int[] decided =
                SliceDecision.of(predicted, List.of(head), false).classes().get(head.name());
        int[] truth = Arrays.stream(head.classes(shown.labels().values()))
                .map(index -> Math.max(0, index))
                .toArray();
        boolean tiled =
                onImage || extent.gridHeight() > preparation.height() || extent.gridWidth() > preparation.width();
        Reduction reduction = tiled
                ? Reduction.to(LARGEST, extent.gridHeight(), extent.gridWidth())
                : new Reduction(extent.gridHeight(), extent.gridWidth(), 1);
        return new CaseView(
                info.id(),
                reduction.of(onImage ? shown.image() : setup.network().context().middle(shown.image())),
                head.classes(),
                reduction.of(truth),
                reduction.of(decided));
    }
}
