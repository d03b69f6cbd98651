// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.RunFailure;
import org.septum.api.UserError;
import org.septum.api.WiringError;
import org.septum.api.backend.Program;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.graph.Op;
import org.septum.api.graph.Shape;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.testkit.conformance.SmallPlan;

class Nd4jBackendTest {

    private static final ParameterTable NONE = new ParameterTable(List.of(), 0, 0);

    @Test
    void refusesAPrecisionThatItDoesNotHave() {
        assertThatThrownBy(() -> open("cpu", "bfloat16", 2))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "runtime.precision: the backend nd4j computes in float32 only, found 'bfloat16'; leave it out or"
                                + " say float32");
    }

    @Test
    void refusesADeviceThatItDoesNotKnow() {
        assertThatThrownBy(() -> open("tpu", "float32", 2))
                .isInstanceOf(UserError.class)
                .hasMessage("runtime.device: the backend nd4j knows the devices cpu and cuda, found 'tpu'");
    }

    @Test
    void saysWhyCudaCannotBeUsed() {
        assertThatThrownBy(() -> open("cuda", "float32", 2))
                .isInstanceOf(WiringError.class)
                .hasMessageStartingWith("the backend nd4j cannot use the device 'cuda': ND4J's CUDA build"
                        + " (nd4j-cuda-11.6) is not on the class path");
        assertThat(new Nd4jFactory().supports("cuda")).isFalse();
        assertThat(new Nd4jFactory().supports("cpu")).isTrue();
    }

    @Test
    void diagnosesTheLibraryInUse() {
        assertThat(new Nd4jFactory().diagnose())
                .containsEntry("started", "CpuBackend")
                .hasEntrySatisfying("CUDA", text -> assertThat(text).startsWith("cannot be used: "));
        try (Session session = open("cpu", "float32", 2)) {
            assertThat(session.description())
                    .startsWith("ND4J 1.0.0-M2.1, CpuBackend")
                    .endsWith("float32, 2 threads");
        }
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
            String loss = plan.outputs().keySet().iterator().next();
            float[] values = new float[20000];
            program.read(loss, values);
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
    void refusesArraysThatItCannotAddress() {
        SmallPlan small = new SmallPlan();
        Value x = new Value(99, "features", List.of(64, 64, 512, 512), new Value.Made());
        small.call(new Op.Broadcast(new Shape(64, 64, 512, 512)), List.of(small.input(1, 1, 1, 1)), x);
        try (Session session = open("cpu", "float32", 1)) {
            Plan plan = small.plan();
            assertThatThrownBy(() -> session.compile(plan))
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "the array features would have 1073741824 elements, more than the 536870911 that the backend"
                                    + " nd4j can address; make data.batch-size or data.size smaller");
        }
    }

    private static Session open(String device, String precision, int threads) {
        return Nd4jFactory.backend().open(NONE, new RuntimeSettings(device, precision, threads, 1));
    }
}
