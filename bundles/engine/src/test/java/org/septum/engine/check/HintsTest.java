// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Dataset;
import org.septum.api.data.Image;
import org.septum.api.data.LabelMap;
import org.septum.api.data.Partition;
import org.septum.api.data.Sample;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;
import org.septum.engine.MadeData;
import org.septum.engine.TestExperiment;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;

/** A size that is turned, and stacks that are cut across, are allowed and told. */
class HintsTest {

    /** Images of 8 rows and 4 columns. */
    private static final class Upright extends MadeData {
        @Override
        public Sample load(SampleInfo info) {
            return new Sample(info, new Image(1, 8, 4, new float[32]), new LabelMap(8, 4, new int[32]));
        }
    }

    private static List<String> hints(Dataset data, int height, int width) {
        TestExperiment experiment = new TestExperiment(
                data, (all, random) -> new Partition(all, List.of(), List.of()), height, width, true, List.of("dice"));
        try (Setup setup = ExperimentCheck.setup(experiment.experiment(), new PlanningGraphCompiler())) {
            return new Hints(setup).all();
        }
    }

    private static Upright upright(Spacing spacing) {
        Upright data = new Upright();
        data.add("p", "v", 0, Optional.of(spacing));
        data.add("q", "w", 0, Optional.of(spacing));
        return data;
    }

    @Test
    void aTurnedSizeIsTold() {
        Upright data = upright(new Spacing(1.5, 1.5, 8));
        assertThat(hints(data, 8, 4)).isEmpty();
        assertThat(hints(data, 4, 4)).isEmpty();
        assertThat(hints(data, 4, 8))
                .containsExactly(
                        "a.yaml:5:9: data.size is [4, 8], height before width, but 2 of 2 images are higher than"
                                + " wide; [8, 4] keeps their shape better");
    }

    @Test
    void slicesNearerThanPixelsAreTold() {
        assertThat(hints(upright(new Spacing(1.5, 1.5, 1.5)), 8, 4)).isEmpty();
        assertThat(hints(upright(new Spacing(8, 1.5, 1.25)), 8, 4))
                .containsExactly("a.yaml:1:1: the slices lie 1.25 mm apart, nearer than their pixels (8.0 x 1.5 mm):"
                        + " volumes are mostly cut along the other axes, into slices of the finest pixels");
    }
}
