// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.septum.api.backend.Program;
import org.septum.api.data.Image;
import org.septum.api.data.SampleInfo;
import org.septum.api.report.CaseView;

/** Makes the pictures of a test case for a report, with the parameters that are loaded. */
final class CaseViewer implements BiFunction<String, String, List<CaseView>> {

    private final Setup setup;
    private final Programs programs;

    CaseViewer(Setup setup, Programs programs) {
        this.setup = setup;
        this.programs = programs;
    }

    @Override
    public List<CaseView> apply(String headName, String caseId) {
        ActiveHead head = setup.heads().stream()
                .filter(candidate -> candidate.name().equals(headName))
                .findFirst()
                .orElseThrow();
        List<CaseView> views = new ArrayList<>();
        for (SampleInfo info : setup.parts().get(Setup.TEST)) {
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
        Program program = Evaluation.forward(programs, setup.heads(), batch);
        int[] decision = Evaluation.decide(programs, program, head, batch, pixels)[0];
        return new CaseView(
                info.id(),
                new Image(preparation.channels(), preparation.height(), preparation.width(), image),
                head.classes(),
                batch.truthOf(head, 0),
                decision);
    }
}
