// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.RunFailure;
import org.septum.api.UserError;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.graph.Op;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.testkit.conformance.SmallPlan;

class OnednnBackendTest {

    private static final ParameterTable NONE = new ParameterTable(List.of(), 0, 0);

    @Test
    void refusesAPrecisionThatItDoesNotHave() {
        assertThatThrownBy(() -> open("cpu", "float16", 2))
                .isInstanceOf(UserError.class)
                .hasMessage("runtime.precision: the backend onednn computes in float32 or bfloat16, found 'float16'");
    }

    @Test
    void refusesADeviceThatItDoesNotKnow() {
        assertThatThrownBy(() -> open("cuda", "float32", 2))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "runtime.device: the backend onednn knows the device cpu only, found 'cuda'; the backend nd4j"
                                + " may know it");
        assertThat(new OnednnFactory().supports("cuda")).isFalse();
        assertThat(new OnednnFactory().obstacle("cuda")).isEmpty();
    }

    @Test
    void refusesToComputeWithoutThreads() {
        assertThatThrownBy(() -> open("cpu", "float32", 0))
                .isInstanceOf(UserError.class)
                .hasMessage("runtime.threads: at least 1 thread is needed, found 0");
    }

    @Test
    void saysWhatComputes() {
        try (Session session = open("cpu", "float32", 1)) {
            assertThat(session.description())
                    .startsWith("oneDNN 3.")
                    .contains("AVX-512")
                    .endsWith("float32, 1 thread");
        }
        assertThat(new OnednnFactory().diagnose()).containsEntry("usable", "yes");
    }

    @Test
    void refusesATargetThatIsNoClassAndGoesOnAfterwards() {
        SmallPlan small = new SmallPlan();
        Value logProbabilities = small.input(1, 3, 200, 100);
        Value target = small.input(new float[] {0, 1, 2}, 1, 1, 200, 100);
        small.call(new Op.Nll(List.of(), -100), List.of(logProbabilities, target), small.output(1, 1, 200, 100));
        Plan plan = small.plan();
        float[] good = small.data().get(target.name());
        float[] bad = good.clone();
        bad[777] = 7;
        try (Session session = open("cpu", "float32", 2)) {
            Program program = session.compile(plan);
            program.write(logProbabilities.name(), small.data().get(logProbabilities.name()));
            program.write(target.name(), bad);
            assertThatThrownBy(() -> program.run(1))
                    .isInstanceOf(RunFailure.class)
                    .hasMessageStartingWith("a target holds class 7, but there are only 3 classes");
            program.write(target.name(), good);
            program.run(1);
            float[] values = new float[20000];
            program.read(plan.outputs().keySet().iterator().next(), values);
            assertThat(values[0]).isEqualTo(-small.data().get(logProbabilities.name())[0]);
        }
    }

    @Test
    void refusesWorkAfterClosing() {
        SmallPlan small = new SmallPlan();
        small.call(new Op.Affine(2, 0), List.of(small.input(1, 1, 2, 2)), small.output(1, 1, 2, 2));
        Session session = open("cpu", "float32", 1);
        Program program = session.compile(small.plan());
        session.close();
        session.close();
        assertThatThrownBy(() -> program.run(1)).hasMessage("the session is closed");
    }

    @Test
    void refusesAPlanThatReadsWhatNoStepHasMade() {
        SmallPlan small = new SmallPlan();
        Value nowhere = new Value(99, "features", List.of(1, 1, 2, 2), new Value.Made());
        small.call(new Op.Affine(2, 0), List.of(nowhere), small.output(1, 1, 2, 2));
        Plan plan = small.plan();
        try (Session session = open("cpu", "float32", 1)) {
            assertThatThrownBy(() -> session.compile(plan))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("call call reads features, which no call has made");
        }
    }

    private static Session open(String device, String precision, int threads) {
        return OnednnFactory.backend().open(NONE, new RuntimeSettings(device, precision, threads, 1));
    }
}
