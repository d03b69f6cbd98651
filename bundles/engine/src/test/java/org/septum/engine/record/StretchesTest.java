// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.septum.engine.training.RunState;

/** How long a run took is the sum of its stretches, as measured, whatever killed it and whatever the wall clock does. */
class StretchesTest {

    private final ObjectNode record = new ObjectMapper().createObjectNode();
    private long nanoseconds;

    private Stretches process() {
        return new Stretches(record, () -> nanoseconds);
    }

    private static RunState after(double seconds) {
        return new RunState(1, 0, 0, 0, 0, List.of(), Map.of(), seconds, false, 0, "");
    }

    private void pass(double seconds) {
        nanoseconds += (long) (seconds * 1e9);
    }

    @Test
    void aRunThatIsKilledCountsUpToItsSavedStates() {
        double saved = 0;
        for (int kill = 0; kill < 20; kill++) {
            process().begin(after(saved));
            pass(100); // and then it is killed
            saved += 9;
        }
        Stretches last = process();
        last.begin(after(saved));
        pass(3);
        last.end("finished");
        assertThat(record.path("seconds").asDouble()).isEqualTo(20 * 9 + 3);
        assertThat(record.path("status").asText()).isEqualTo("finished");
        assertThat(record.path("stretches")).hasSize(21);
        assertThat(record.path("stretches").path(4).path("status").asText()).isEqualTo("killed");
        assertThat(record.path("stretches").path(4).path("seconds").asDouble()).isEqualTo(9);
        assertThat(record.path("stretches").path(20).path("from-epoch").asInt()).isEqualTo(1);
    }

    @Test
    void anInterruptedStretchCountsAsMeasuredAndNotAsTheClockOnTheWallSays() {
        Stretches first = process();
        first.begin(after(0)).put("start", "2099-01-01T00:00:00Z");
        pass(10);
        first.end("interrupted");
        Stretches second = process();
        second.begin(after(8));
        assertThat(record.has("end")).isFalse();
        assertThat(record.path("seconds").asDouble()).isEqualTo(10);
        pass(5);
        second.end("finished");
        assertThat(record.path("seconds").asDouble()).isEqualTo(15);
        assertThat(record.path("stretches").path(0).path("start").asText()).isEqualTo("2099-01-01T00:00:00Z");
    }

    @Test
    void aKillBeforeAnythingWasSavedCountsNothing() {
        process().begin(after(0));
        pass(50);
        process().begin(after(0));
        assertThat(record.path("seconds").asDouble()).isZero();
    }

    @Test
    void theRecordOfAnOlderSeptumBecomesTheFirstStretch() {
        record.put("experiment-sha256", "aa")
                .put("start", "2026-01-01T00:00:00Z")
                .put("end", "2026-01-01T00:00:07Z")
                .put("status", "interrupted");
        process().begin(after(6));
        assertThat(record.path("stretches")).hasSize(2);
        assertThat(record.path("stretches").path(0).path("start").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(record.path("start").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(record.path("seconds").asDouble()).isEqualTo(6);
    }

    @Test
    void factsAreWrittenWhereTheyChange() {
        ObjectNode one = new ObjectMapper().createObjectNode().put("threads", 1);
        ObjectNode two = new ObjectMapper().createObjectNode().put("threads", 2);
        record.set("machine", one);
        for (ObjectNode machine : List.of(one, two, two, one)) {
            Stretches process = process();
            process.addIfOther(process.begin(after(0)), "machine", machine);
        }
        assertThat(record.path("stretches").findValues("machine")).containsExactly(two, one);
        assertThat(record.path("machine")).isEqualTo(one);
    }
}
