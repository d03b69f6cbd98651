// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.example.EdgeDataset;
import org.junit.jupiter.api.Test;
import org.septum.api.data.Dataset;

/** What a plugin's component throws says whose it is and where; Septum's own components are left alone. */
class PluginFailureTest {

    private static Component component(Factory<?> factory) {
        return Component.of(Kind.DATASET, "edges", factory, Arguments.of(Options.none(), Map.of()));
    }

    private static Dataset dataset(Object product) {
        return component(new EdgeDataset.Factory(product)).create(Dataset.class);
    }

    @Test
    void anExceptionNamesTheComponentItsLineAndTheSample() {
        assertThatThrownBy(() -> dataset(new EdgeDataset()).load(EdgeDataset.SAMPLE))
                .isInstanceOf(PluginFailure.class)
                .hasMessageMatching("the dataset 'edges' failed in org\\.example\\.EdgeDataset\\.load"
                        + " \\(EdgeDataset\\.java:\\d+\\): java\\.lang\\.(Array)?IndexOutOfBoundsException: .*;"
                        + " sample p1/0")
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void nothingIsNoAnswer() {
        assertThatThrownBy(() -> dataset(new EdgeDataset()).labels())
                .isInstanceOf(PluginFailure.class)
                .hasMessage("the dataset 'edges' (org.example.EdgeDataset) returned null from labels");
        assertThatThrownBy(() -> dataset(null))
                .isInstanceOf(PluginFailure.class)
                .hasMessage("the dataset 'edges' (org.example.EdgeDataset$Factory) returned null from create");
    }

    @Test
    void aFactoryThatThrowsIsNamedToo() {
        assertThatThrownBy(() -> dataset(new IllegalStateException("no library")))
                .isInstanceOf(PluginFailure.class)
                .hasMessageStartingWith("the dataset 'edges' failed")
                .hasMessageEndingWith("java.lang.IllegalStateException: no library");
    }

    @Test
    void whatIsMeantForTheUserAndWhatIsRightStaysAsItIs() {
        assertThatThrownBy(() -> dataset(new EdgeDataset()).samples())
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("the folder is not there");
        assertThat(dataset(new EdgeDataset()).channels()).isEqualTo(2);
        assertThat(dataset(new EdgeDataset()).citation()).isEmpty();
        dataset(new EdgeDataset()).close();
    }

    @Test
    void whatSomethingHandedOutThrowsIsTheComponentsToo() {
        RuntimeException failure = new IllegalStateException("far away");
        failure.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("org.example.Warp", "map", "Warp.java", 7)});
        RuntimeException told = PluginFailure.of(component(new EdgeDataset.Factory(null)), failure);
        assertThat(told)
                .isInstanceOf(PluginFailure.class)
                .hasMessage("the dataset 'edges' failed in org.example.Warp.map (Warp.java:7):"
                        + " java.lang.IllegalStateException: far away");
        assertThat(PluginFailure.with(EdgeDataset.SAMPLE, told)).hasMessageEndingWith("far away; sample p1/0");
        assertThat(PluginFailure.with(EdgeDataset.SAMPLE, failure)).isSameAs(failure);
    }
}
