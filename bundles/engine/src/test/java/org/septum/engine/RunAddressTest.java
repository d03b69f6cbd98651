// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.experiment.Experiment;
import org.septum.api.experiment.ModelSection;
import org.septum.common.files.Sha256;
import org.septum.common.run.RunAddress;

/** Where a run is recorded depends on its experiment and on the content of the weights that it starts from. */
class RunAddressTest {

    @TempDir
    private Path folder;

    private static Experiment startingFrom(Optional<Path> weights) {
        Experiment plain = MadeData.volumes(1).experiment(0);
        return new Experiment(
                plain.name(),
                plain.file(),
                7,
                plain.data(),
                new ModelSection(
                        plain.model().model(),
                        weights.isEmpty()
                                ? Map.of()
                                : Map.of("weights", weights.get().toString())),
                plain.heads(),
                plain.optimizer(),
                plain.training(),
                plain.evaluation(),
                plain.checkpoints(),
                plain.reporters(),
                plain.runtime(),
                "name: made\n",
                Map.of(),
                Set.of());
    }

    @Test
    void withoutWeightsItIsTheHashOfTheResolvedExperiment() {
        RunAddress address = RunAddress.of(startingFrom(Optional.empty()));
        assertThat(address.hash()).isEqualTo(Sha256.of("name: made\n"));
        assertThat(address.name()).isEqualTo("seed-7-" + address.hash().substring(0, 8));
    }

    @Test
    void otherContentOfTheWeightsIsAnotherRun() throws IOException {
        Path weights = Files.writeString(folder.resolve("a.safetensors"), "one");
        Experiment experiment = startingFrom(Optional.of(weights));
        RunAddress first = RunAddress.of(experiment);
        assertThat(first).isNotEqualTo(RunAddress.of(startingFrom(Optional.empty())));
        assertThat(RunAddress.of(experiment)).isEqualTo(first);
        Files.writeString(weights, "other");
        assertThat(RunAddress.of(experiment)).isNotEqualTo(first);
        Path same = Files.writeString(folder.resolve("b.safetensors"), "one");
        assertThat(RunAddress.of(startingFrom(Optional.of(same)))).isEqualTo(first);
    }
}
