// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.data.SampleInfo;
import org.septum.api.experiment.HeadSection;
import org.septum.api.graph.Shape;
import org.septum.engine.TestComponents;

class TargetTest {

    private final TestComponents components = new TestComponents();

    private ActiveHead head(String type, Map<String, Object> options) {
        Component head = components.component(Kind.HEAD, type, options);
        Component loss = components.component(Kind.LOSS, type.equals("multiclass") ? "cross-entropy" : "bce", Map.of());
        HeadSection section = new HeadSection("structures", head, Map.of("loss", loss));
        return ActiveHead.of(List.of(section), Labelling.of(List.of("background", "rv", "myocardium", "lv")))
                .get(0);
    }

    private static float[] target(ActiveHead head) {
        // Two samples of 1 x 4 pixels.
        int[] labels = {0, 1, 2, 3, 3, 3, 0, 1};
        List<SampleInfo> samples = Collections.nCopies(2, null);
        return new Batch(samples, new float[0], Map.of("structures", head.classes(labels))).target(head);
    }

    @Test
    void isAClassIndexOrAMaskForEachChannel() {
        assertThat(target(head("multiclass", Map.of()))).containsExactly(0, 1, 2, 3, 3, 3, 0, 1);
        assertThat(target(head("binary", Map.of("positive", List.of("lv"))))).containsExactly(0, 0, 0, 1, 1, 1, 0, 0);
        Map<String, List<String>> regions = new LinkedHashMap<>();
        regions.put("heart", List.of("rv", "myocardium", "lv"));
        regions.put("left", List.of("myocardium", "lv"));
        ActiveHead multilabel = head("multilabel", Map.of("regions", regions));
        assertThat(multilabel.targetShape(2, 1, 4)).isEqualTo(new Shape(2, 2, 1, 4));
        assertThat(target(multilabel)).containsExactly(0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0, 0);
    }
}
