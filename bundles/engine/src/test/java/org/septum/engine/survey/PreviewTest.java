// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.septum.api.Kind;
import org.septum.api.data.Spacing;
import org.septum.api.experiment.DataSection;
import org.septum.api.experiment.Experiment;
import org.septum.engine.ExperimentData;
import org.septum.engine.MadeData;
import org.septum.engine.TestComponents;
import org.septum.services.data.ContactSheet;
import org.septum.services.data.Picture;

class PreviewTest {

    private final MadeData data = MadeData.volumes(6);

    private Experiment flipped(int test) {
        return flipped(test, 0);
    }

    private Experiment flipped(int test, int context) {
        Experiment plain = data.experiment(test);
        Map<String, Object> section = new HashMap<>(plain.data().values().asMap());
        section.put("context", context);
        section.put(
                "augment",
                List.of(new TestComponents()
                        .component(Kind.AUGMENTATION, "flip-horizontal", Map.of("probability", 1.0))));
        return new Experiment(
                plain.name(),
                plain.file(),
                plain.seed(),
                new DataSection(section),
                plain.model(),
                plain.heads(),
                plain.optimizer(),
                plain.training(),
                plain.evaluation(),
                plain.checkpoints(),
                plain.reporters(),
                plain.runtime(),
                plain.resolved(),
                Map.of(),
                Set.of());
    }

    @Test
    void showsTheSampleAndThenWhatTheFirstEpochsSee() {
        ContactSheet sheet = new ExperimentData().preview(flipped(2), 1, 2);

        ContactSheet.Row row = sheet.rows().get(0);
        assertThat(row.pictures()).extracting(Picture::caption).containsExactly("not augmented", "epoch 1", "epoch 2");
        float[] plain = row.pictures().get(0).image().values();
        float[] mirrored = row.pictures().get(1).image().values();
        int size = MadeData.SIZE;
        for (int i = 0; i < plain.length; i++) {
            assertThat(mirrored[i]).isEqualTo(plain[i / size * size + size - 1 - i % size]);
        }
        assertThat(row.pictures().get(0).classes()[9]).isEqualTo(1);
        assertThat(row.pictures().get(1).classes()[14]).isEqualTo(1);
    }

    /** A picture has no room for neighbours. */
    @Test
    void showsTheSliceWithoutItsNeighbours() {
        assertThat(new ExperimentData().preview(flipped(2, 3), 4, 1).rows())
                .usingRecursiveComparison()
                .isEqualTo(new ExperimentData().preview(flipped(2), 4, 1).rows());
    }

    @Test
    void choosesTrainingSamplesOfDifferentGroupsWithForegroundByTheSeedAlone() {
        data.erase("v1-0", 0);
        data.erase("v2-1", 0);
        data.add("test", "v6", 0, Optional.of(new Spacing(1.5, 1.5, 8)));

        List<String> first = titles(6);
        assertThat(first)
                .isEqualTo(titles(6))
                .hasSize(6)
                .doesNotContain("v1-0", "v2-1", "v6-0")
                .extracting(id -> id.substring(0, 2))
                .doesNotHaveDuplicates();
        assertThat(titles(2)).isEqualTo(first.subList(0, 2));
        // The last two have no foreground.
        assertThat(titles(12)).hasSize(12).doesNotHaveDuplicates();
        assertThat(titles(12).subList(10, 12)).containsExactlyInAnyOrder("v1-0", "v2-1");
    }

    private List<String> titles(int samples) {
        return new ExperimentData()
                .preview(data.experiment(1), samples, 0).rows().stream()
                        .map(ContactSheet.Row::title)
                        .toList();
    }
}
