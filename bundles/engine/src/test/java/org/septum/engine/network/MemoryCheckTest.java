// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.septum.api.UserError;
import org.septum.api.backend.Backend;
import org.septum.api.backend.MemoryNeed;
import org.septum.api.backend.RuntimeSettings;
import org.septum.api.backend.Session;
import org.septum.api.data.Partition;
import org.septum.api.graph.Mode;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.api.plan.Value;
import org.septum.common.machine.JavaHeap;
import org.septum.common.text.Words;
import org.septum.engine.Samples;
import org.septum.engine.TestExperiment;
import org.septum.engine.setup.Setup;
import org.septum.graph.PlanningGraphCompiler;

/** What does not fit is refused before the first step, and the batch that the message names does fit. */
class MemoryCheckTest {

    private static final long LARGE = 1L << 40;

    /** Takes memory for every result, in the precision's numbers, and never computes. */
    private static final class CountingBackend implements Backend {
        @Override
        public MemoryNeed memory(List<Plan> plans, RuntimeSettings settings) {
            int bytes = settings.precision().equals("bfloat16") ? 2 : 4;
            long floats = plans.stream()
                    .flatMap(plan -> plan.calls().stream())
                    .flatMap(call -> call.outputs().stream())
                    .mapToLong(Value::elements)
                    .sum();
            return new MemoryNeed(bytes * floats, 0);
        }

        @Override
        public Session open(ParameterTable parameters, RuntimeSettings settings) {
            throw new UnsupportedOperationException("this backend does not compute");
        }
    }

    private final Samples data = Samples.of(List.of("background", "a"), 2, 2)
            .add("p", "v", 0, 1, 0, 1)
            .add("q", "w", 0, 1, 0, 1);
    private final Setup setup = Setup.of(
            new TestExperiment(
                            data,
                            (samples, random) -> new Partition(samples.subList(0, 1), samples.subList(1, 2), List.of()),
                            256,
                            256,
                            false,
                            List.of())
                    .experiment(),
            new PlanningGraphCompiler());

    @AfterEach
    void close() {
        setup.close();
    }

    private MemoryCheck check(int batch, boolean bfloat16, long available, long heap) {
        RuntimeSettings settings = new RuntimeSettings("cpu", "float32", 1, 1);
        BackendChoice choice =
                new BackendChoice("counting", new CountingBackend(), settings, bfloat16, Optional.empty(), "");
        return new MemoryCheck(
                setup.network().memory(), choice, Mode.TRAINING, batch, OptionalLong.of(available), heap);
    }

    private long needed(int batch, int bytes) {
        return setup.network()
                .memory()
                .estimate(
                        new CountingBackend(),
                        Mode.TRAINING,
                        batch,
                        new RuntimeSettings("cpu", bytes == 2 ? "bfloat16" : "float32", 1, 1))
                .total();
    }

    @Test
    void namesTheBatchThatFits() {
        long room = needed(16, 4);
        assertThatThrownBy(() -> check(1024, false, room, LARGE).require())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("a.yaml:5:9: data: training with batches of 1024 samples of 256 x 256 pixels in"
                        + " float32 takes about " + Words.gigabytes(needed(1024, 4)))
                .hasMessageContaining("available are " + Words.gigabytes(room))
                .hasMessageEndingWith("data.batch-size: 16 fits");
        assertThatCode(() -> check(16, false, room, LARGE).require()).doesNotThrowAnyException();
    }

    @Test
    void namesTheShorterNumbersWhereTheDeviceHasThem() {
        assertThatThrownBy(() -> check(64, true, needed(64, 2), LARGE).require())
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(
                        "data.batch-size: 32 fits; runtime.precision: bfloat16 fits with data.batch-size: 64");
    }

    @Test
    void saysThatNothingFits() {
        assertThatThrownBy(() -> check(4, false, 1000, LARGE).require())
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("Not even one sample fits: lower data.size or the model's channels");
    }

    @Test
    void batchesMustFitIntoTheHeap() {
        assertThatThrownBy(() -> check(4, false, LARGE, 1000).require())
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("or give Java more with " + JavaHeap.more());
    }

    @Test
    void explainsAnAllocationThatFails() {
        assertThat(check(8, false, LARGE, LARGE).require().explanation())
                .startsWith("training with batches of 8 samples of 256 x 256 pixels in float32 takes about "
                        + Words.gigabytes(needed(8, 4)))
                .contains("lower data.batch-size");
    }
}
