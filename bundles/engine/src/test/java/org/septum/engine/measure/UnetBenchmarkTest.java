// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.backend.nd4j.Nd4jFactory;
import org.septum.engine.TestComponents;
import org.septum.graph.PlanningGraphCompiler;
import org.septum.services.measure.Benchmark.Settings;
import org.septum.services.plugin.Registry;

/** What does not fit is refused before anything is allocated, in the words of the command. */
class UnetBenchmarkTest {

    private static List<Registry.Installed> components() {
        List<Registry.Installed> components = new ArrayList<>(new TestComponents().components());
        components.add(
                new Registry.Installed(Kind.BACKEND, "nd4j", new Nd4jFactory(), "org.septum.test", "1.0.0", "test"));
        return components;
    }

    private static Settings settings(int batch) {
        return new Settings(4, 64, batch, 1, "float32", "nd4j", "cpu");
    }

    private final UnetBenchmark benchmark =
            new UnetBenchmark(UnetBenchmarkTest::components, new PlanningGraphCompiler());

    @Test
    void namesTheBatchThatFits() {
        int tooMany = 10_000;
        assertThatThrownBy(() -> benchmark.measure(settings(tooMany)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        "training with batches of " + tooMany + " samples of 64 x 64 pixels in float32 takes about ")
                .hasMessageMatching("(?s).*\\. --batch [0-9]+ fits");
    }

    /** Such programs cannot even be planned. */
    @Test
    void refusesArraysThatCannotBeCounted() {
        assertThatThrownBy(() -> benchmark.measure(settings(64 << 20)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("pixels in float32 takes arrays of more than 2147483647 numbers; available are ")
                .hasMessageMatching("(?s).*\\. --batch [0-9]+ fits");
    }

    @Test
    void measuresWhatFits() {
        assertThat(benchmark.measure(settings(1)).stepMedian()).isPositive();
    }
}
