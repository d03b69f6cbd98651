// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.api.Component;
import org.septum.api.Kind;
import org.septum.api.experiment.Experiment;
import org.septum.config.yaml.Tree;
import org.septum.config.yaml.YamlParser;
import org.septum.services.ablation.Ablation;

/** Every component that there is can be seen at work: in an experiment, a variant of one, or a fragment. */
class CatalogueTest {

    /** Formats are chosen by a file's name, and backends by a word in runtime. */
    private static final Set<Kind> NOT_IN_FILES = EnumSet.of(Kind.FORMAT, Kind.BACKEND);

    private static final Path HOME = Path.of("../..");

    @TempDir
    private Path folder;

    private final YamlExperimentReader reader = new YamlExperimentReader(new NeighbouringComponents());
    private final Set<String> seen = new TreeSet<>();

    @Test
    void everyComponentIsInAFile() throws IOException {
        for (Path experiment : files("experiments")) {
            collect(experiment);
        }
        for (Path fragment : files("configs")) {
            Path completed = completed(fragment);
            collect(reader.read(completed, List.of()));
            if (YamlParser.file(fragment) instanceof Tree.Mapping mapping && mapping.get("ablation") != null) {
                collect(reader.ablation(completed, List.of()).executor());
            }
        }
        Set<String> installed = new TreeSet<>();
        new NeighbouringComponents()
                .components().stream()
                        .filter(entry -> !NOT_IN_FILES.contains(entry.kind()))
                        .forEach(entry -> installed.add(entry.kind() + " " + entry.type()));
        assertThat(installed).hasSizeGreaterThan(70);
        installed.removeAll(seen);
        assertThat(installed)
                .as("components in no file; give each a place in experiments/ or configs/")
                .isEmpty();
    }

    private static List<Path> files(String where) throws IOException {
        try (Stream<Path> files =
                Files.walk(HOME.resolve(where).toAbsolutePath().normalize())) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** An experiment that is the quickstart but for what the fragment says. */
    private Path completed(Path fragment) throws IOException {
        Path quickstart =
                HOME.resolve("experiments/quickstart.yaml").toAbsolutePath().normalize();
        return Files.writeString(
                folder.resolve("completed.yaml"),
                "septum: 1\nname: completed\nextends: ['" + quickstart + "', '" + fragment + "']\n");
    }

    private void collect(Path file) {
        collect(reader.read(file, List.of()));
        if (YamlParser.file(file) instanceof Tree.Mapping mapping && mapping.get("ablation") != null) {
            Ablation ablation = reader.ablation(file, List.of());
            collect(ablation.executor());
            ablation.variants().forEach(variant -> collect(reader.read(file, variant.overrides())));
        }
    }

    private void collect(Experiment experiment) {
        experiment.components().values().forEach(this::collect);
    }

    private void collect(Object value) {
        if (value instanceof Component component) {
            seen.add(component.kind() + " " + component.type());
            collect(component.arguments().asMap());
        } else if (value instanceof Collection<?> list) {
            list.forEach(this::collect);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::collect);
        }
    }
}
