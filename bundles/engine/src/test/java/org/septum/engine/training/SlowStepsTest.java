// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.training.StepReport;

/** Steps that were measured elsewhere: nothing here depends on this machine's speed. */
class SlowStepsTest {

    private static final int BATCH = 4;
    private static final ProcessorUse QUIET = new ProcessorUse(3, 5.9, 0.1);
    private static final ProcessorUse CONTESTED = new ProcessorUse(3, 3, 2.4);

    private Optional<ProcessorUse> use = Optional.of(QUIET);
    private final SlowSteps slow = new SlowSteps(BATCH, 2, 2, "end them", () -> use);
    private final List<String> told = new ArrayList<>();

    private void steps(int count, double seconds) {
        steps(count, seconds, 0, BATCH);
    }

    private void steps(int count, double seconds, double dataWait, int samples) {
        for (int i = 0; i < count; i++) {
            slow.add(new StepReport(1, 1, 1, 0.5, 1e-3, seconds + dataWait, dataWait, List.of()), samples)
                    .ifPresent(told::add);
        }
    }

    @Test
    void stepsThatBecomeSlowerAreToldOnce() {
        steps(3, 30); // the first ones are slow everywhere
        steps(60, 0.2);
        use = Optional.of(CONTESTED);
        steps(15, 0.82);
        assertThat(told).isEmpty(); // it may pass
        steps(60, 0.82);
        assertThat(told)
                .containsExactly(
                        "a step takes 4.1 times what it took at best (820 ms, at best 200 ms): other programs use"
                                + " the processor, Septum's threads wait for it 44 % of the time; end them");
    }

    @Test
    void aProcessorThatIsContestedFromTheBeginningIsToldToo() {
        use = Optional.of(CONTESTED);
        steps(3, 30);
        steps(15, 0.2);
        assertThat(told).isEmpty();
        steps(60, 0.2);
        assertThat(told)
                .containsExactly(
                        "other programs use the processor: Septum's threads wait for it 44 % of the time; a step"
                                + " (now 200 ms) can take many times longer so; end them");
    }

    /** Steps of seconds are not waited for by the dozen. */
    @Test
    void oneLongStretchIsEnoughForAContestedProcessor() {
        use = Optional.of(new ProcessorUse(20, 12, 25));
        steps(3 + 5, 4);
        assertThat(told).singleElement().asString().contains("wait for it 68 % of the time; a step (now 4000 ms)");
    }

    @Test
    void whatIsNotOtherProgramsIsNotBlamedOnThem() {
        steps(63, 0.2);
        steps(60, 0.82);
        assertThat(told).singleElement().asString().contains("its threads do not wait for the processor");

        told.clear();
        SlowSteps unknown = new SlowSteps(BATCH, 2, 2, "end them", Optional::empty);
        for (int i = 0; i < 100; i++) {
            unknown.add(new StepReport(1, 1, 1, 0.5, 1e-3, i < 50 ? 0.2 : 0.82, 0, List.of()), BATCH)
                    .ifPresent(told::add);
        }
        assertThat(told).singleElement().asString().contains("other programs may use the processor; end them");
    }

    @Test
    void noisesAreNotTold() {
        steps(63, 0.2);
        for (int i = 0; i < 50; i++) {
            steps(10, 0.2);
            steps(5, 3); // a third of the steps, now and then
        }
        steps(200, 0.59); // less than three times
        steps(200, 0.2, 5, BATCH); // waiting for data
        steps(200, 5, 0, 1); // other shapes
        assertThat(told).isEmpty();
        // A process that has the processors to itself waits for itself.
        use = Optional.of(new ProcessorUse(3, 5.8, 4));
        steps(200, 0.2);
        assertThat(told).isEmpty();
    }

    @TempDir
    private Path process;

    private void put(String file, String content) throws IOException {
        Path path = process.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    @Test
    void theClockReadsWhatLinuxCounts() throws IOException {
        long[] now = {1_000_000_000L};
        put("stat", "14297 (a) b) R 14281 14281 10302 0 -1 4194304 98 0 0 0 150 50 0 0 20 0 1 0 650812\n");
        put("task/1/schedstat", "100 500000000 2\n");
        put("task/2/schedstat", "100 700000000 2\n");
        ProcessorClock clock = new ProcessorClock(process, () -> now[0]);
        now[0] += 2_000_000_000L;
        put("stat", "14297 (a) b) R 14281 14281 10302 0 -1 4194304 98 0 0 0 250 100 0 0 20 0 1 0 650812\n");
        put("task/1/schedstat", "100 900000000 2\n");
        Files.delete(process.resolve("task/2/schedstat"));
        put("task/3/schedstat", "100 100000000 2\n");
        assertThat(clock.sinceLast()).hasValueSatisfying(found -> {
            assertThat(found.wall()).isEqualTo(2);
            assertThat(found.computed()).isEqualTo(1.5);
            assertThat(found.waited()).isEqualTo(0.5);
        });
        assertThat(new ProcessorClock(process.resolve("nothing"), () -> 0).sinceLast())
                .isEmpty();
    }

    /** A single thread waits for no other: it has its share of the processor, and there is nothing to set. */
    @Test
    void oneThreadOnAContestedProcessorIsNoWarning() {
        SlowSteps alone = new SlowSteps(BATCH, 2, 1, "end them", () -> Optional.of(CONTESTED));
        for (int i = 0; i < 100; i++) {
            assertThat(alone.add(new StepReport(1, 1, 1, 0.5, 1e-3, 0.2, 0, List.of()), BATCH))
                    .isEmpty();
        }
    }
}
