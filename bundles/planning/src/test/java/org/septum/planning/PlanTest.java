// SPDX-License-Identifier: Apache-2.0
package org.septum.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.data.Spacing;
import org.septum.api.experiment.Experiment;
import org.septum.services.data.ContactSheet;
import org.septum.services.data.DataInspector;
import org.septum.services.data.DataSurvey;
import org.septum.services.data.Fingerprint;
import org.septum.services.data.Fingerprint.Case;
import org.septum.services.plan.Planner;
import org.septum.services.plan.Planner.Preset;

class PlanTest {

    private static final Spacing FINE = new Spacing(1, 1, 8);

    private static Planner.Plan plan(Fingerprint fingerprint, Preset preset, int cores, boolean faithful) {
        return new RulePlanner(new Taken(fingerprint), null, null)
                .plan(
                        Made.experiment(Path.of("nowhere")),
                        new Planner.Wishes(
                                preset,
                                OptionalDouble.of(preset.gigabytes()),
                                Optional.empty(),
                                OptionalInt.of(cores),
                                faithful),
                        new Silent());
    }

    private static Planner.Plan plan(Fingerprint fingerprint) {
        return plan(fingerprint, Preset.PLAIN, 16, false);
    }

    private static Planner.Plan plan(Experiment experiment) {
        return new RulePlanner(new Taken(Made.volumes(40, 9, 64, 64, FINE)), null, null)
                .plan(
                        experiment,
                        new Planner.Wishes(
                                Preset.PLAIN, OptionalDouble.of(8), Optional.empty(), OptionalInt.of(2), false),
                        new Silent());
    }

    private static Map<String, Object> decided(Planner.Plan plan) {
        return plan.decisions().stream().collect(Collectors.toMap(Planner.Decision::path, Planner.Decision::value));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> component(Planner.Plan plan, String path) {
        return (Map<String, Object>) decided(plan).get(path);
    }

    private static String reason(Planner.Plan plan, String path) {
        return plan.decisions().stream()
                .filter(decision -> decision.path().equals(path))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    @Test
    void refusesDataWithoutForeground() {
        Fingerprint some = Made.volumes(3, 9, 64, 64, FINE);
        Fingerprint none = new Fingerprint(
                some.scope(), false, 1, List.of(), some.labels(), some.cases(), some.foreground(), List.of(99L, 0L));
        assertThatThrownBy(() -> plan(none))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "there is nothing to learn: no pixel of all 3 cases has a label other than background; look at"
                                + " the data with septum data check");
    }

    @Test
    void plansForASinglePicture() {
        Planner.Plan plan = plan(Made.volumes(1, 1, 100, 60, null));
        assertThat(decided(plan)).containsEntry("data.grid", Map.of("type", "crop-or-pad"));
        assertThat(decided(plan)).containsEntry("data.size", List.of(112L, 64L));
        assertThat(decided(plan)).containsEntry("data.batch-size", 2L);
        assertThat(plan.warnings()).singleElement().asString().startsWith("there is one case to plan by");
    }

    @Test
    void keepsPixelsWhereSomeSpacingIsUnknownOrAbsurd() {
        List<Case> cases = new ArrayList<>(Made.volumes(3, 9, 64, 64, FINE).cases());
        cases.add(Made.volume("odd", 9, 64, 64, new Spacing(0, 0, 0)));
        cases.add(Made.volume("without", 9, 64, 64, null));
        cases.add(Made.volume("huge", 9, 64, 64, new Spacing(1e6, 1e6, 8)));

        Planner.Plan plan = plan(Made.fingerprint(cases));

        assertThat(decided(plan)).containsEntry("data.grid", Map.of("type", "crop-or-pad"));
        assertThat(plan.warnings())
                .containsExactly("3 of 6 cases tell no usable distance of their pixels (odd, without, huge), so that"
                        + " nothing is resampled and all sizes are in pixels; mend their headers, or leave them out, and"
                        + " plan again");
    }

    @Test
    void tellsSpacingsThatAreFarFromTheOthers() {
        List<Case> cases = new ArrayList<>(Made.volumes(3, 9, 64, 64, FINE).cases());
        cases.add(Made.volume("coarse", 9, 64, 64, new Spacing(25, 25, 8)));
        Planner.Plan plan = plan(Made.fingerprint(cases));
        assertThat(decided(plan)).containsEntry("data.grid", Map.of("type", "resample", "spacing", List.of(1.0, 1.0)));
        assertThat(plan.warnings())
                .containsExactly("1 case with a spacing that is more than 10 times larger or smaller than the median"
                        + " (coarse): look whether their headers are right");
    }

    @Test
    void saysThatTheMemoryIsTooSmall() {
        Planner planner = new RulePlanner(new Taken(Made.volumes(3, 9, 512, 512, FINE)), null, null);
        Planner.Wishes wishes =
                new Planner.Wishes(Preset.PLAIN, OptionalDouble.of(1e-6), Optional.empty(), OptionalInt.of(16), false);
        assertThatThrownBy(() -> planner.plan(Made.experiment(Path.of("nowhere")), wishes, new Silent()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is too small");
    }

    @Test
    void writesLevelsOneByOneWhereAxesDiffer() {
        Map<String, Object> model = component(plan(Made.volumes(40, 9, 64, 64, new Spacing(1, 4, 9))), "model");
        assertThat(model.get("depth")).isEqualTo(5L);
        assertThat(model.get("strides")).isEqualTo(List.of(List.of(2L, 1L), List.of(2L, 1L), 2L, 2L, List.of(1L, 2L)));
        assertThat(model.get("kernels")).isEqualTo(List.of(List.of(3L, 1L), List.of(3L, 1L), 3L, 3L, 3L, 3L));
    }

    @Test
    void cropsImagesThatAreLargerThanThePatch() {
        List<Case> cases = new ArrayList<>(Made.volumes(3, 9, 64, 64, FINE).cases());
        assertThat(decided(plan(Made.fingerprint(cases)))).doesNotContainKey("data.augment");
        cases.add(Made.volume("large", 9, 80, 64, FINE));
        assertThat(decided(plan(Made.fingerprint(cases), Preset.PLAIN, 2, false))
                        .get("data.augment"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .startsWith(Map.of("type", "crop", "foreground-probability", 0.33));
        assertThat(decided(plan(Made.fingerprint(cases))).get("data.augment"))
                .isEqualTo(List.of("crop", Map.of("type", "flip-horizontal", "probability", 0.25)));
    }

    @Test
    void makesTheTrainingShorterOnFewCoresUnlessNnunetsIsWanted() {
        Fingerprint data = Made.volumes(200, 9, 256, 216, FINE);

        Planner.Plan few = plan(data, Preset.PLAIN, 2, false);
        assertThat(decided(few))
                .containsEntry("data.batch-size", 8L)
                .containsEntry("training.epochs", 40L)
                .doesNotContainKeys("data.interpolation", "data.sampling");
        assertThat(component(few, "model")).containsEntry("base-channels", 24L).containsEntry("max-channels", 384L);
        assertThat(component(few, "optimizer")).containsEntry("type", "adam");
        assertThat(reason(few, "data.batch-size")).contains("Septum's, not nnU-Net's: 8 on 2 cores");
        assertThat(reason(few, "model")).contains("24 channels to begin with, not 32");

        for (Planner.Plan nnunet : List.of(plan(data, Preset.PLAIN, 2, true), plan(data, Preset.PLAIN, 16, false))) {
            assertThat(decided(nnunet)).containsEntry("data.batch-size", 57L);
            assertThat(component(nnunet, "optimizer")).containsEntry("type", "sgd");
            assertThat(decided(nnunet))
                    .containsEntry("training.epochs", 1000L)
                    .containsEntry("training.steps-per-epoch", 250L)
                    .containsEntry("data.interpolation", "cubic")
                    .containsEntry("data.label-interpolation", "linear")
                    .containsEntry("data.sampling", Map.of("type", "by-case", "foreground-share", 0.33));
            // 250,000 steps of 57 samples, of which a pass has 1800.
            assertThat(reason(nnunet, "training.epochs")).contains("with 1800 slices as many as 7917 passes");
        }
    }

    /** A pass of 9 slices has few steps: 5000 of two samples are 1111 passes. */
    @Test
    void trainsFewSlicesForEnoughSteps() {
        assertThat(decided(plan(Made.volumes(1, 9, 64, 64, FINE), Preset.PLAIN, 2, false)))
                .containsEntry("data.batch-size", 2L)
                .containsEntry("training.epochs", 1111L);
    }

    @Test
    void scalesIntensitiesByWhatTheChannelsShow() {
        Planner.Plan unnamed = plan(channels());
        assertThat(decided(unnamed)).containsEntry("data.intensity", List.of("z-score"));
        assertThat(reason(unnamed, "data.intensity")).startsWith("The data name no channel, none is CT: mean 0 and");
        Planner.Plan ct = plan(channels("CT"));
        assertThat(decided(ct)).containsEntry("data.intensity", List.of("foreground-z-score"));
        assertThat(reason(ct, "data.intensity"))
                .contains("percentiles 0.5 and 99.5 (0.01 and 0.99 here), mean (0.5) and standard deviation (0.25)");
        assertThat(decided(plan(channels("CT", "T1")))).containsEntry("data.intensity", List.of("by-channel"));
        assertThat(decided(plan(channels("noNorm")))).containsEntry("data.intensity", List.of("by-channel"));
        assertThat(decided(plan(channels("T1", "T2")))).containsEntry("data.intensity", List.of("z-score"));
    }

    private static Fingerprint channels(String... names) {
        Fingerprint one = Made.volumes(3, 9, 64, 64, FINE);
        return new Fingerprint(
                one.scope(),
                false,
                Math.max(1, names.length),
                List.of(names),
                one.labels(),
                one.cases(),
                one.foreground(),
                one.pixels());
    }

    @Test
    void takesBackWhatWouldNotFitThePlan() {
        Path nowhere = Path.of("nowhere");
        assertThat(decided(plan(Made.experiment(nowhere)))).doesNotContainKey("training.steps-per-epoch");
        Planner.Plan plan =
                plan(Made.experiment(nowhere, Map.of("epochs", 9, "steps-per-epoch", 100), "old.safetensors"));
        assertThat(decided(plan)).containsEntry("training.steps-per-epoch", 0L);
        assertThat(plan.warnings())
                .containsExactly("model.weights is left out, for it is of another network: old.safetensors");
    }

    @Test
    void plansResidualEncoders() {
        Planner.Plan plan = plan(Made.volumes(200, 9, 256, 216, FINE), Preset.RESENC_M, 16, false);
        Map<String, Object> model = component(plan, "model");
        assertThat(model.get("blocks-per-level")).isEqualTo(List.of(1L, 3L, 4L, 6L, 6L, 6L));
        assertThat(model.get("stem")).isEqualTo(model.get("decoder"));
    }

    @Test
    void writesReasonsAboveWhatIsDecidedAndNothingElse() {
        Planner planner = new RulePlanner(new Taken(Made.volumes(3, 9, 64, 64, FINE)), null, null);
        Planner.Plan plan = plan(Made.volumes(3, 9, 64, 64, FINE));
        String text = planner.text(plan, List.of("made by a test"));

        assertThat(text)
                .startsWith("# made by a test\nseptum: 1\nname: made\nseed: 1\n\ndata:\n"
                        + "  dataset: {type: acdc, root: \"${ACDC_ROOT:data}\"}\n")
                .contains("  # Median spacing 1 x 1 mm of 3 cases (least 1, greatest 1 mm along rows).\n"
                        + "  grid: {type: resample, spacing: [1, 1]}\n")
                .contains("\n  augment: [{type: flip-horizontal, probability: 0.25}]\n")
                .contains("\n\nheads:\n  structures:\n    type: multiclass\n    # Dice over the whole batch")
                .contains("    loss: {type: weighted-sum, losses: [{type: dice, background: false, over: batch},"
                        + " cross-entropy]}\n")
                .contains("\n\nruntime:\n  threads: 1\n");
        assertThat(text.lines()).allMatch(line -> line.length() <= 120 || !line.contains("#"));
    }

    /** Gives a fingerprint that was taken before. */
    private record Taken(Fingerprint fingerprint) implements DataInspector {

        @Override
        public Fingerprint fingerprint(Experiment experiment, Progress progress) {
            return fingerprint;
        }

        @Override
        public DataSurvey survey(Experiment experiment, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ContactSheet preview(Experiment experiment, int samples, int epochs) {
            throw new UnsupportedOperationException();
        }
    }
}
