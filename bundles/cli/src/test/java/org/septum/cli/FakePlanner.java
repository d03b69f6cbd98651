// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

import java.util.List;
import java.util.Optional;
import org.septum.api.data.Spacing;
import org.septum.api.experiment.Experiment;
import org.septum.services.data.Fingerprint;
import org.septum.services.data.Fingerprint.Case;
import org.septum.services.data.Fingerprint.Extent;
import org.septum.services.data.Fingerprint.Intensity;
import org.septum.services.data.Fingerprint.Structure;
import org.septum.services.plan.Planner;

/** Notes what is wished for, and has made up a fingerprint of one picture without a distance of slices. */
final class FakePlanner implements Planner {

    Wishes wishes;

    @Override
    public Plan plan(Experiment experiment, Wishes wished, Watch watch) {
        wishes = wished;
        watch.tell("measured nothing");
        Intensity intensity = new Intensity(4, 0.5, 0.25, 0.5, 0, 1, 0.01, 0.99);
        Extent extent = new Extent(1, 6, 8);
        Case picture = new Case(
                "anna",
                "anna",
                "anna.png",
                extent,
                extent,
                new Extent(1, 2, 2),
                Optional.of(new Spacing(0.5, 0.5, Double.NaN)),
                List.of(intensity),
                List.of(new Structure("lv", 4, 1, "mm2")));
        Fingerprint fingerprint = new Fingerprint(
                "all 1 case",
                false,
                1,
                List.of(),
                List.of("background", "lv"),
                List.of(picture),
                List.of(intensity),
                List.of(44L, 4L));
        return new Plan(experiment, fingerprint, List.of(), List.of(), List.of("one case"));
    }

    @Override
    public String text(Plan plan, List<String> head) {
        return "# " + String.join("\n# ", head) + "\nname: " + plan.experiment().name() + "\n";
    }
}
