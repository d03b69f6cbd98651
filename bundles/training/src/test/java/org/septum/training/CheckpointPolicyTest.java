// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.UserError;
import org.septum.api.data.Part;
import org.septum.api.metric.MetricValue;
import org.septum.api.training.CheckpointDecision;
import org.septum.api.training.CheckpointPolicy;
import org.septum.api.training.EpochReport;
import org.septum.training.checkpoint.BestFactory;
import org.septum.training.checkpoint.ByTimeFactory;
import org.septum.training.checkpoint.EveryNFactory;
import org.septum.training.checkpoint.EveryNStepsFactory;
import org.septum.training.checkpoint.LastFactory;
import org.septum.training.checkpoint.TopKFactory;

public class CheckpointPolicyTest {

    @Test
    void savesOnlyWhatIsStrictlyBetter() {
        CheckpointPolicy highest = best("validation/structures/dice", "max");
        assertThat(decisions(highest, Double.NaN, 0.5, 0.5, Double.NaN, 0.4, 0.6))
                .containsExactly(false, true, false, false, false, true);

        CheckpointPolicy lowest = best("validation/structures/dice/rv", "min");
        assertThat(decisions(lowest, Double.NaN, 0.5, 0.5, Double.NaN, 0.4, 0.6))
                .containsExactly(false, true, false, false, true, false);
        assertThat(lowest.selectsModel()).isTrue();
    }

    @Test
    void saysWhy() {
        CheckpointPolicy policy = best("validation/loss", "min");
        List<String> reasons = new ArrayList<>();
        for (double value : new double[] {Double.NaN, 0.5, 0.75, 0.25}) {
            reasons.add(policy.after(epoch(reasons.size() + 1, value)).reason());
        }
        assertThat(reasons)
                .containsExactly(
                        "validation/loss is undefined and is not better than any before",
                        "validation/loss 0.5 is better than any before",
                        "validation/loss 0.75 is not better than 0.5 of epoch 2",
                        "validation/loss 0.25 is better than 0.5 of epoch 2");
    }

    @Test
    void remembersTheBestWhenResumed() {
        CheckpointPolicy before = best("validation/loss", "min");
        assertThat(before.state()).isEmpty();
        decisions(before, 0.5, 0.25, 0.75);
        assertThat(before.state()).isEqualTo(Map.of("value", 0.25, "epoch", 2.0));

        CheckpointPolicy resumed = best("validation/loss", "min");
        resumed.restore(before.state());

        assertThat(decisions(resumed, 0.25, 0.125)).containsExactly(false, true);
    }

    @Test
    void saysWhatIsMeasuredWhenTheMonitorIsUnknown() {
        CheckpointPolicy policy = best("validation/structure/dice", "max");

        assertThatThrownBy(() -> policy.after(epoch(1, 0.5)))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: monitor: this run does not measure 'validation/structure/dice'; it measures "
                        + "validation/loss, validation/structures/dice, validation/structures/dice/rv; did you mean "
                        + "validation/structures/dice?");
    }

    @Test
    void savesTheLastEpochAlways() {
        LastFactory factory = new LastFactory();
        CheckpointPolicy last = factory.create(Arguments.of(factory.options(), Map.of()));

        assertThat(decisions(last, 0.5, Double.NaN)).containsExactly(true, true);
        assertThat(last.fileName()).isEqualTo("last");
        assertThat(last.selectsModel()).isFalse();
    }

    @Test
    void keepsTheBestEpochs() {
        TopKFactory factory = new TopKFactory();
        Map<String, Object> options = Map.of("monitor", "validation/loss", "mode", "min", "count", 2);
        CheckpointPolicy policy = factory.create(Arguments.of(factory.options(), options));
        assertThat(policy.selected()).isEqualTo("top-epoch-0");

        assertThat(decisions(policy, 0.5, Double.NaN, 0.7, 0.9, 0.7)).containsExactly(true, false, true, false, false);
        assertThat(policy.selected()).isEqualTo("top-epoch-1");
        CheckpointPolicy resumed = factory.create(Arguments.of(factory.options(), options));
        resumed.restore(policy.state());
        for (CheckpointPolicy each : List.of(policy, resumed)) {
            EpochReport better = epoch(6, 0.4);
            assertThat(each.after(better))
                    .isEqualTo(new CheckpointDecision(
                            "top",
                            true,
                            Optional.of("top-epoch-6"),
                            List.of("top-epoch-3"),
                            "validation/loss 0.4 is among the best 2"));
            assertThat(each.selected()).isEqualTo("top-epoch-6");
        }
    }

    @Test
    void savesEveryFewEpochsUnderANewName() {
        EveryNFactory factory = new EveryNFactory();
        CheckpointPolicy policy = factory.create(Arguments.of(factory.options(), Map.of("epochs", 2)));

        assertThat(decisions(policy, 1, 1, 1, 1)).containsExactly(false, true, false, true);
        assertThat(policy.fileAfter(4)).isEqualTo("every-epoch-4");
    }

    @Test
    void savesEveryFewStepsUnderANewName() {
        EveryNStepsFactory factory = new EveryNStepsFactory();
        CheckpointPolicy policy = factory.create(Arguments.of(factory.options(), Map.of("steps", 3)));

        assertThat(LongStream.rangeClosed(1, 7).boxed().flatMap(step -> policy.afterStep(step).save().stream()))
                .containsExactly("step-3", "step-6");
        assertThat(decisions(policy, 1, 1, 1)).containsExactly(false, false, false);
    }

    @Test
    void savesWhenEnoughTimeHasPassed() {
        ByTimeFactory factory = new ByTimeFactory();
        Map<String, Object> options = Map.of("minutes", 0.04);
        CheckpointPolicy policy = factory.create(Arguments.of(factory.options(), options));

        // Every epoch takes one second.
        assertThat(decisions(policy, 1, 1, 1, 1, 1)).containsExactly(false, false, true, false, false);
        CheckpointPolicy resumed = factory.create(Arguments.of(factory.options(), options));
        resumed.restore(policy.state());
        assertThat(decisions(resumed, 1)).containsExactly(true);
    }

    @Test
    void refusesFileNamesThatLeaveTheFolder() {
        LastFactory factory = new LastFactory();
        Arguments arguments = Arguments.of(factory.options(), Map.of("file-name", "../last"));

        assertThatThrownBy(() -> factory.create(arguments))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: file-name: found '../last', allowed are letters, digits, '.', '_' and '-', the "
                        + "first a letter or digit");
    }

    @Test
    void refusesFileNamesThatHaveTheExtension() {
        LastFactory factory = new LastFactory();
        Arguments arguments = Arguments.of(factory.options(), Map.of("file-name", "last.Safetensors"));

        assertThatThrownBy(() -> factory.create(arguments))
                .isInstanceOf(UserError.class)
                .hasMessage("arguments: file-name: found 'last.Safetensors', but the extension is added to the name;"
                        + " write last");
    }

    private static CheckpointPolicy best(String monitor, String mode) {
        BestFactory factory = new BestFactory();
        return factory.create(Arguments.of(factory.options(), Map.of("monitor", monitor, "mode", mode)));
    }

    private static List<Boolean> decisions(CheckpointPolicy policy, double... values) {
        Boolean[] decisions = new Boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            decisions[i] = policy.after(epoch(i + 1, values[i])).save().isPresent();
        }
        return List.of(decisions);
    }

    public static EpochReport epoch(int epoch, double value) {
        return new EpochReport(
                epoch,
                List.of(
                        new MetricValue(epoch, Part.VALIDATION, "", "loss", "all", value),
                        new MetricValue(epoch, Part.VALIDATION, "structures", "dice", "mean", value),
                        new MetricValue(epoch, Part.VALIDATION, "structures", "dice", "rv", value)),
                1,
                List.of());
    }
}
