// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.septum.api.data.Image;
import org.septum.api.data.Part;
import org.septum.api.data.SampleInfo;
import org.septum.api.report.CaseView;
import org.septum.api.report.RunFinish;
import org.septum.engine.sample.ActiveHead;
import org.septum.engine.sample.Batch;
import org.septum.engine.sample.Preparation;
import org.septum.engine.setup.Setup;

/** Makes the pictures of a case for a report, on the network's grid, with the parameters that are loaded. */
public final class CaseViewer implements RunFinish.Views {

    private final Setup setup;
    private final Inference inference;
    private final Part part;

    public CaseViewer(Setup setup, Inference inference, Part part) {
        this.setup = setup;
        this.inference = inference;
        this.part = part;
    }

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
        int pixels = preparation.height() * preparation.width();
        float[] image = new float[preparation.channels() * pixels];
        int[] labels = new int[pixels];
        preparation.prepare(info, 0, image, labels);
        Batch batch = Batch.of(List.of(info), image, setup.heads(), labels);
        int[] decision = new int[pixels];
        head.head().decide(inference.run(batch).logits().get(head.name()), decision);
        return new CaseView(
                info.id(),
                new Image(preparation.channels(), preparation.height(), preparation.width(), image),
                head.classes(),
                batch.truthOf(head, 0),
                decision);
    }
}
