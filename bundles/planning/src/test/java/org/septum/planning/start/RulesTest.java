// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.data.Recognition.Size;
import org.septum.api.data.SampleInfo;
import org.septum.api.data.Spacing;

/** What is decided for data of which nothing but these facts is known. */
class RulesTest {

    private static final Spacing FINE = new Spacing(1, 1, 5);

    private static SampleInfo slice(String id, String group, String volume, int slice, Optional<Spacing> spacing) {
        return new SampleInfo(id, group, volume, slice, spacing, Optional.empty(), id + ".png", Map.of());
    }

    /** Pictures, each a case and a patient of its own. */
    private static List<SampleInfo> pictures(int count) {
        List<SampleInfo> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(slice("p" + i, "p" + i, "p" + i, 0, Optional.empty()));
        }
        return samples;
    }

    /** Volumes of two slices. */
    private static List<SampleInfo> volumes(int count, Spacing spacing) {
        List<SampleInfo> samples = new ArrayList<>();
        for (int i = 0; i < 2 * count; i++) {
            samples.add(slice("v" + i / 2 + "-" + i % 2, "v" + i / 2, "v" + i / 2, i % 2, Optional.of(spacing)));
        }
        return samples;
    }

    private static Size size(int height, int width, Spacing spacing, int images) {
        return new Size(height, width, Optional.ofNullable(spacing), images);
    }

    /** @param marked pixels of the fullest slice of each of three cases */
    private static DataFacts facts(
            List<SampleInfo> samples, List<Size> sizes, int marked, double reach, String... labels) {
        DataProbe.Reach reached = new DataProbe.Reach(samples.get(0), reach, reach);
        return new DataFacts(
                List.of(labels),
                Map.of(),
                1,
                List.of(),
                samples,
                sizes,
                List.of(),
                new DataProbe(3, 3, 8, 8, 0, List.of(marked, marked, marked), List.of(reached)));
    }

    private static DataFacts facts(List<SampleInfo> samples, List<Size> sizes) {
        return facts(samples, sizes, 10_000, 50, "background", "lv");
    }

    private static SplitRule.Choice split(int pictures, boolean grouped) {
        return new SplitRule(facts(pictures(pictures), List.of(size(8, 8, null, pictures))), grouped).choose();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0.5, 0.0, one to train on",
        "3, 0.33, 0.33, '3 patients: 1 to train on, 1 to validate, 1 for the test.'",
        "8, 0.13, 0.25, '8 patients: 5 to train on, 1 to validate, 2 for the test.'",
        "100, 0.15, 0.2, '100 patients: 65 to train on, 15 to validate, 20 for the test.'"
    })
    void eachPartHasAPatient(int patients, double validation, double test, String reason) {
        SplitRule.Choice choice = split(patients, true);
        assertThat(choice.value()).isEqualTo(Map.of("type", "by-group", "validation", validation, "test", test));
        assertThat(choice.reason()).contains(reason);
        assertThat(choice.validates()).isTrue();
        assertThat(choice.doubt().isEmpty()).isEqualTo(patients > 2);
    }

    @Test
    void namesThatTellNoPatientsAreToBeLookedAt() {
        assertThat(split(20, false).doubt()).startsWith("nothing in the names tells patients apart");
        SplitRule.Choice one = split(1, false);
        assertThat(one.value()).isEqualTo(Map.of("type", "by-group", "validation", 0.0, "test", 0.0));
        assertThat(one.doubt()).isEqualTo("1 image cannot be divided: nothing is validated or tested");
        assertThat(one.validates()).isFalse();
    }

    @Test
    void slicesOfOnePatientAreDividedAndThatIsSaid() {
        List<SampleInfo> samples = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            samples.add(slice("a" + i, "a", "a", i, Optional.empty()));
        }
        SplitRule.Choice choice = new SplitRule(facts(samples, List.of(size(8, 8, null, 1))), true).choose();
        assertThat(choice.value())
                .isEqualTo(Map.of("type", "by-slice", "validation", 0.2, "test", 0.2, "leaks-groups", "accepted"));
        assertThat(choice.doubt()).contains("scores say nothing about others");
    }

    @Test
    void foldersThatDivideTheDataAreFollowed() {
        List<SampleInfo> samples = new ArrayList<>();
        for (String id : List.of("train/a", "train/b", "train/c", "Val/d", "test/e", "test/f")) {
            samples.add(slice(id, id, id, 0, Optional.empty()));
        }
        SplitRule.Choice choice = new SplitRule(facts(samples, List.of(size(8, 8, null, 6))), false).choose();
        assertThat(choice.value())
                .isEqualTo(Map.of(
                        "type",
                        "by-group",
                        "validation-groups",
                        List.of("Val/d"),
                        "test-groups",
                        List.of("test/e", "test/f")));
        assertThat(choice.reason()).isEqualTo("The folders train, Val, test divide the data, and this follows them.");
        assertThat(choice.trainingShare()).isEqualTo(0.5);
        assertThat(choice.doubt()).isEmpty();
    }

    private static GridRule.Choice grid(DataFacts facts) {
        return new GridRule(facts).choose();
    }

    private static Map<String, Object> resample(double row, double column) {
        Map<String, Object> grid = new LinkedHashMap<>();
        grid.put("type", "resample");
        grid.put("spacing", List.of(row, column));
        return grid;
    }

    @Test
    void smallPicturesKeepTheirPixels() {
        GridRule.Choice choice = grid(facts(pictures(4), List.of(size(200, 100, null, 3), size(90, 130, null, 1))));
        assertThat(choice.grid()).isEqualTo("crop-or-pad");
        assertThat(List.of(choice.height(), choice.width())).containsExactly(208, 144);
        assertThat(choice.sizeReason())
                .isEqualTo("3 of 4 images have 200 x 100 pixels (height x width), the others 90 to 90 x 130 to 130.");
        assertThat(choice.crops()).isFalse();
    }

    @Test
    void largePicturesAreReducedUnlessWhatIsMarkedWouldVanish() {
        List<Size> sizes = List.of(size(1024, 512, null, 4));
        GridRule.Choice reduced = grid(facts(pictures(4), sizes));
        assertThat(reduced.grid()).isEqualTo("resize");
        assertThat(List.of(reduced.height(), reduced.width())).containsExactly(256, 128);
        // 400 pixels are 25 where both sides are a quarter.
        GridRule.Choice parts = grid(facts(pictures(4), sizes, 400, 500, "background", "cell"));
        assertThat(parts.crops()).isTrue();
        assertThat(parts.grid()).isEqualTo("crop-or-pad");
        assertThat(List.of(parts.height(), parts.width())).containsExactly(256, 256);
    }

    @Test
    void spacingsThatDifferBecomeTheMiddleOne() {
        GridRule.Choice alike = grid(facts(volumes(4, FINE), List.of(size(100, 90, FINE, 4))));
        assertThat(alike.grid()).isEqualTo("crop-or-pad");
        assertThat(List.of(alike.height(), alike.width())).containsExactly(112, 96);
        Spacing coarse = new Spacing(2, 2, 5);
        GridRule.Choice differ =
                grid(facts(volumes(4, FINE), List.of(size(100, 100, FINE, 3), size(60, 60, coarse, 1))));
        assertThat(differ.grid()).isEqualTo(resample(1, 1));
        assertThat(differ.gridReason())
                .isEqualTo(
                        "Pixels are 1 to 2 mm large, with a median of 1 x 1 mm over all volumes: all images get these.");
        // The coarse one has 60 x 2 mm = 120 pixels of 1 mm.
        assertThat(List.of(differ.height(), differ.width())).containsExactly(128, 128);
    }

    @Test
    void largeVolumesAreCutToTheirMiddleOnlyWhereThatHoldsWhatIsMarked() {
        List<Size> sizes = List.of(size(512, 512, FINE, 4));
        GridRule.Choice middle = grid(facts(volumes(4, FINE), sizes));
        assertThat(middle.grid()).isEqualTo("crop-or-pad");
        assertThat(List.of(middle.height(), middle.width())).containsExactly(256, 256);
        GridRule.Choice coarser = grid(facts(volumes(4, FINE), sizes, 10_000, 200, "background", "lv"));
        assertThat(coarser.grid()).isEqualTo(resample(2, 2));
        assertThat(List.of(coarser.height(), coarser.width())).containsExactly(256, 256);
    }

    private static String text(DataFacts facts) {
        Lines lines = new Lines();
        HeadRule head = new HeadRule(facts);
        head.say(lines);
        new TrainingRule(facts, grid(facts), facts.samples().size(), true).say(lines, head.name());
        return lines.text(List.of());
    }

    @Test
    void oneStructureIsBinaryAndDistancesNeedMillimetres() {
        assertThat(text(facts(pictures(20), List.of(size(64, 64, null, 20)))))
                .contains("  lv:\n", "    type: binary\n", "{type: dice, unit: slice}", "monitor: validation/lv/dice")
                .doesNotContain("type: hausdorff");
        assertThat(text(facts(volumes(20, FINE), List.of(size(64, 64, FINE, 20)), 50, 9, "background", "rv", "lv")))
                .contains("  structures:\n", "    type: multiclass\n")
                .contains("metrics: [dice, hausdorff-95, average-surface-distance, volume-difference]");
        Spacing noDistance = new Spacing(1, 1, Double.NaN);
        assertThat(text(facts(volumes(20, noDistance), List.of(size(64, 64, noDistance, 20)))))
                .contains("{type: hausdorff-95, dimensions: 2}")
                .doesNotContain("volume-difference");
    }

    @ParameterizedTest
    @CsvSource({"left ventricle, false", "kidney_R, false", "lv, true", "liver, true"})
    void namesThatTellSidesForbidMirrors(String label, boolean mirrors) {
        String text = text(facts(pictures(20), List.of(size(64, 64, null, 20)), 50, 9, "background", label));
        assertThat(text.contains("{type: flip-horizontal")).isEqualTo(mirrors);
    }

    @Test
    void trainsAboutThreeThousandSteps() {
        // Ten steps of eight pass over 80 images.
        assertThat(text(facts(pictures(80), List.of(size(64, 64, null, 80))))).contains("  epochs: 300\n");
        assertThat(text(facts(pictures(800), List.of(size(64, 64, null, 800))))).contains("  epochs: 30\n");
        assertThat(text(facts(pictures(8000), List.of(size(64, 64, null, 8000)))))
                .contains("  epochs: 20\n", "  steps-per-epoch: 250\n");
    }
}
