// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.api.Kind;
import org.septum.api.data.Grid;
import org.septum.api.head.Head;
import org.septum.engine.Samples;
import org.septum.engine.TestComponents;
import org.septum.engine.geometry.GridPlacement;
import org.septum.engine.sample.ActiveHead;

/** What several models say of the same pixels, against the averages of their single predictions by hand. */
class AveragingTest {

    private static final List<String> CLASSES = List.of("background", "a", "b");

    private static ActiveHead head(String type, List<String> classes) {
        Head.Bound bound = new TestComponents()
                .component(Kind.HEAD, type, Map.of())
                .create(Head.class)
                .bind(classes);
        return new ActiveHead("h", "head", bound, null, 1, List.of(), bound.classes(), bound.classOfLabel());
    }

    private static ImageLogits of(float... logits) {
        return new ImageLogits(logits, null);
    }

    private static float ln(double value) {
        return (float) Math.log(value);
    }

    @Test
    void theMeanOfTheProbabilitiesOfClassesThatExcludeEachOther() {
        ActiveHead head = head("multiclass", CLASSES);
        // Two pixels. Member 1: (1, 2, 5) / 8 and (1, 1, 1) / 3; member 2: (1, 4, 1) / 6 and (6, 3, 1) / 10.
        ImageLogits first = of(0, 3, ln(2), 3, ln(5), 3);
        ImageLogits second = of(-1, ln(6), ln(4) - 1, ln(3), -1, 0);
        float[] before = first.values().clone();
        ImageLogits averaged = Averaging.PROBABILITIES.average(head, List.of(first, second), 2);
        assertThat(averaged.probabilities(head, 2))
                .containsExactly(
                        new float[] {7 / 48f, 14 / 30f, 22 / 48f, 19 / 60f, 19 / 48f, 13 / 60f}, within(1e-6f));
        assertThat(averaged.decide(head, 2)).containsExactly(1, 0);
        assertThat(averaged.covered()).isNull();
        assertThat(first.values()).as("a member's own logits").containsExactly(before);
    }

    @Test
    void theMeanOfTheProbabilitiesOfOneLogit() {
        ActiveHead head = head("binary", List.of("background", "a"));
        // 0.8 and 0.4, then 0.1 and 0.1.
        ImageLogits averaged =
                Averaging.PROBABILITIES.average(head, List.of(of(ln(4), ln(1 / 9.0)), of(ln(2 / 3.0), ln(1 / 9.0))), 2);
        assertThat(averaged.probabilities(head, 2))
                .containsExactly(new float[] {0.4f, 0.9f, 0.6f, 0.1f}, within(1e-6f));
    }

    /** Logits of one sure member outweigh two that doubt; of probabilities none counts more than 1. */
    @Test
    void theMeanOfLogitsMayDecideOtherwise() {
        ActiveHead head = head("binary", List.of("background", "a"));
        List<ImageLogits> members = List.of(of(ln(999)), of(ln(1 / 4.0)), of(ln(1 / 4.0)));
        ImageLogits logits = Averaging.LOGITS.average(head, members, 1);
        assertThat(logits.values()[0]).isCloseTo(ln(999 / 16.0) / 3, within(1e-6f));
        assertThat(logits.decide(head, 1)).containsExactly(1);
        ImageLogits probabilities = Averaging.PROBABILITIES.average(head, members, 1);
        assertThat(probabilities.probabilities(head, 1)[1]).isCloseTo((0.999f + 0.4f) / 3, within(1e-6f));
        assertThat(probabilities.decide(head, 1)).containsExactly(0);
    }

    /** Probabilities that float32 rounds to 0 and 1. */
    @Test
    void saturatedMembersStayFinite() {
        for (String type : List.of("binary", "multiclass")) {
            ActiveHead head = head(type, List.of("background", "a"));
            float[] sure = type.equals("binary") ? new float[] {-300, 300} : new float[] {300, -300, -300, 300};
            ImageLogits averaged = Averaging.PROBABILITIES.average(head, List.of(of(sure), of(sure)), 2);
            for (float value : averaged.values()) {
                assertThat(value).isFinite();
            }
            assertThat(averaged.probabilities(head, 2)).containsExactly(new float[] {1, 0, 0, 1}, within(1e-6f));
        }
    }

    /** One member's grid covers all of the 4 x 4 image, the other's only its inner 2 x 2 pixels; read row by row. */
    @Test
    void aPixelIsLeftToTheMembersWhoseGridReachesIt() {
        ActiveHead head = head("binary", List.of("background", "a"));
        float[] wide = new float[16];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = i / 4f - 1;
        }
        float[] narrow = {2, 4, 6, 8};
        Iterator<PredictedSlice> averaged = new AveragedSlices(
                List.of(
                        List.<PredictedSlice>of(slice(wide, 4, 4)).iterator(),
                        List.<PredictedSlice>of(slice(narrow, 2, 4)).iterator()),
                List.of(head),
                Averaging.LOGITS);
        assertThat(averaged.hasNext()).isTrue();
        PredictedSlice slice = averaged.next();
        assertThat(averaged.hasNext()).isFalse();
        for (int row = 0; row < 4; row++) {
            ImageLogits logits = slice.next(1).get("h");
            for (int column = 0; column < 4; column++) {
                boolean inner = row > 0 && row < 3 && column > 0 && column < 3;
                float own = wide[row * 4 + column];
                float expected = inner ? (own + narrow[(row - 1) * 2 + column - 1]) / 2 : own;
                assertThat(logits.values()[column]).as(row + ", " + column).isCloseTo(expected, within(1e-6f));
            }
            assertThat(logits.covered()).isNull();
        }
    }

    /** Where no member's grid reaches there is background. */
    @Test
    void whatNoMemberSeesIsBackground() {
        ActiveHead head = head("binary", List.of("background", "a"));
        List<Iterator<PredictedSlice>> members = List.of(
                List.<PredictedSlice>of(slice(new float[] {2, 4, 6, 8}, 2, 4)).iterator(),
                List.<PredictedSlice>of(slice(new float[] {2, 4, 6, 8}, 2, 4)).iterator());
        SliceDecision decision = SliceDecision.of(
                new AveragedSlices(members, List.of(head), Averaging.PROBABILITIES).next(), List.of(head), true);
        assertThat(decision.classes().get("h")).containsExactly(0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0);
        float[] probabilities = decision.probabilities().get("h");
        assertThat(probabilities[16]).isZero();
        assertThat(probabilities[16 + 5]).isCloseTo((float) (1 / (1 + Math.exp(-2))), within(1e-6f));
    }

    /** A slice of a square image as it comes back from a square grid of the same pixels. */
    private static PredictedSlice slice(float[] logits, int gridSize, int size) {
        Grid pixels = (h, w, spacing, gh, gw) -> new Grid.Pitch(1, 1);
        GridPlacement placement =
                GridPlacement.of(pixels, Samples.info("a", "a", "a", 0), size, size, gridSize, gridSize);
        return new GridSlice(new LinkedHashMap<>(Map.of("h", logits)), placement);
    }
}
