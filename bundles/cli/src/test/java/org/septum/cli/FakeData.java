// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.data.Part;
import org.septum.api.experiment.Experiment;
import org.septum.services.data.ContactSheet;
import org.septum.services.data.DataInspector;
import org.septum.services.data.DataPage;
import org.septum.services.data.DataSurvey;
import org.septum.services.data.DataSurvey.Holding;
import org.septum.services.data.DataSurvey.Intensities;
import org.septum.services.data.DataSurvey.Measure;
import org.septum.services.data.DataSurvey.Problem;
import org.septum.services.data.DataSurvey.Suspicion;
import org.septum.services.data.DataSurvey.Tally;
import org.septum.services.data.Fingerprint;
import org.septum.services.data.Picture;
import org.septum.services.data.PicturePainter;

/** Made-up data of three samples, and their pictures in words. */
final class FakeData implements DataInspector, DataPage, PicturePainter {

    private final List<String> calls;
    List<Problem> problems = List.of();
    Map<String, Set<Part>> overlaps = Map.of();
    boolean overlapsAccepted;

    FakeData(List<String> calls) {
        this.calls = calls;
    }

    @Override
    public DataSurvey survey(Experiment experiment, Progress progress) {
        calls.add("survey " + experiment.name());
        progress.loaded(3, 3);
        return new DataSurvey(
                experiment,
                "",
                List.of("background", "lv"),
                List.of(
                        new Holding("train", Set.of(Part.TRAIN), 1, 1, 2, 2, List.of(75L, 25L), List.of(2, 2)),
                        new Holding("test", Set.of(Part.TEST), 1, 1, 1, 0, List.of(0L, 0L), List.of(0, 0))),
                List.of(
                        new Holding("anna", Set.of(Part.TRAIN), 1, 1, 2, 2, List.of(75L, 25L), List.of(2, 2)),
                        new Holding("bert", Set.of(Part.TEST), 1, 1, 1, 0, List.of(0L, 0L), List.of(0, 0))),
                List.of(new Measure("row spacing", "mm", 1.25, 1.25, 1.5625, 1)),
                List.of(new Tally("64 x 48", 2)),
                List.of(new Tally("1.25 x 1.25 x 8", 1), new Tally("unknown", 1)),
                new Intensities(0, 100, 40, 25.5, 0, 64, List.of(75L, 25L)),
                problems,
                overlaps,
                overlapsAccepted,
                List.of(new Suspicion(
                        "Samples without any foreground", List.of(new Suspicion.Finding("bert-1", "")), List.of())),
                Map.of(),
                List.of("2 volumes are taken"));
    }

    @Override
    public ContactSheet preview(Experiment experiment, int samples, int epochs) {
        calls.add("preview " + samples + " x " + epochs);
        return new ContactSheet(experiment.name(), List.of(), List.of());
    }

    @Override
    public Fingerprint fingerprint(Experiment experiment, Progress progress) {
        throw new AssertionError("commands leave fingerprints to the planner");
    }

    @Override
    public String html(DataSurvey survey) {
        return "<p>" + survey.experiment().name();
    }

    @Override
    public byte[] picture(Picture picture) {
        throw new AssertionError("no command paints a single picture");
    }

    @Override
    public byte[] contactSheet(ContactSheet sheet) {
        return new byte[] {1, 2, 3};
    }
}
