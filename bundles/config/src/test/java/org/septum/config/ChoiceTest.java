// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.ablation.Executor;
import org.septum.api.ablation.ExecutorFactory;
import org.septum.services.ablation.Ablation;
import org.septum.services.plugin.Registry.Installed;

/** Components of several versions; executors, as an ablation alone is the smallest file that names one. */
class ChoiceTest {

    @TempDir
    private Path folder;

    private static Installed entry(String type, String bundle, String version) {
        return new Installed(
                Kind.EXECUTOR, type, new Queue(), bundle, version, "/p/" + bundle + "-" + version + ".jar");
    }

    private Ablation read(String executor, String... overrides) throws Exception {
        Path file = Files.writeString(folder.resolve("x.yaml"), "ablation: {executor: " + executor + "}");
        List<Installed> installed = List.of(
                entry("queue", "a", "1.2.7"),
                entry("queue", "a", "1.20.0"),
                entry("queue", "b", "2.0.0"),
                entry("twin", "a", "1.0.0"),
                entry("twin", "b", "1.0.0"),
                entry("local", "c", "0.1.0.SNAPSHOT"));
        return new YamlExperimentReader(() -> installed).ablation(file, List.of(overrides));
    }

    @ParameterizedTest
    @CsvSource({
        "queue@1.2, queue@1.2.7",
        "queue@1.2.7, queue@1.2.7",
        "queue@1.20, queue@1.20.0",
        "queue@2, queue@2.0.0",
        "local@0.1, local@0.1.0.SNAPSHOT",
        "'{type: queue@2, jobs: 3}', queue@2.0.0",
        "local, local"
    })
    void aPrefixOfTheVersionChooses(String written, String chosen) throws Exception {
        assertThat(read(written).executor().name()).isEqualTo(chosen);
        assertThat(read("local", "ablation.executor=" + written).executor().name())
                .isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            queue     | several components fit 'queue': queue@1.2.7 (a, /p/a-1.2.7.jar), queue@1.20.0 (a, /p/a-1.20.0.jar), queue@2.0.0 (b, /p/b-2.0.0.jar); say which with its version, for example type: queue@2.0.0
            queue@1   | several components fit 'queue@1': queue@1.2.7 (a, /p/a-1.2.7.jar), queue@1.20.0 (a, /p/a-1.20.0.jar); say which with its version, for example type: queue@1.20.0
            queue@1.3 | there is no version '1.3' of the executor 'queue'; installed are queue@1.2.7 (a, /p/a-1.2.7.jar), queue@1.20.0 (a,
            queue@    | there is no version '' of the executor 'queue'; installed are
            twin      | several components fit 'twin': twin@1.0.0 (a, /p/a-1.0.0.jar), twin@1.0.0 (b, /p/b-1.0.0.jar); their versions are the same: take one of the bundles away
            queu@2    | there is no executor 'queu'; did you mean 'queue'?; installed are
            """)
    void whatDoesNotFitExactlyOneIsRefused(String written, String message) {
        assertThatThrownBy(() -> read(written))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve("x.yaml") + ":1:22: ablation.executor: " + message);
    }

    @Test
    void anotherVersionOfATypeKeepsItsOptions() throws Exception {
        String two = "{type: queue@2, jobs: 3}";
        assertThat(read(two, "ablation.executor.type=queue@1.2")
                        .executor()
                        .arguments()
                        .whole("jobs"))
                .isEqualTo(3);
        assertThat(read(two, "ablation.executor.type=local")
                        .executor()
                        .arguments()
                        .whole("jobs"))
                .isEqualTo(1);
        assertThat(read("queue@2", "ablation.executor.jobs=4")
                        .executor()
                        .arguments()
                        .whole("jobs"))
                .isEqualTo(4);
    }

    @Test
    void variantsMayDifferInAVersion() throws Exception {
        Path file = Files.writeString(
                folder.resolve("y.yaml"),
                "ablation: {variants: {new: {model.skip: concat@1.3}}, grid: {optimizer: [adam@1.2, adam@1.3]}}");
        Ablation ablation =
                new YamlExperimentReader(() -> List.of(entry("local", "c", "1.0.0"))).ablation(file, List.of());
        assertThat(ablation.variants())
                .extracting(Ablation.Variant::name, Ablation.Variant::overrides)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("new", List.of("model.skip=concat@1.3")),
                        org.assertj.core.groups.Tuple.tuple("optimizer=adam-1.2", List.of("optimizer=adam@1.2")));
    }

    private static final class Queue implements ExecutorFactory {
        @Override
        public String summary() {
            return "queues";
        }

        @Override
        public Options options() {
            return Options.of(Option.whole("jobs", 1, 9, "how many").or(1));
        }

        @Override
        public Executor create(Arguments arguments) {
            throw new UnsupportedOperationException("nothing is carried out here");
        }
    }
}
