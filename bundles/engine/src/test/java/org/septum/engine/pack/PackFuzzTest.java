// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.septum.common.files.Sha256;
import org.septum.engine.run.Settings;
import org.septum.testkit.fuzz.Fuzz;

/**
 * Damaged packs, and whole packs with a damaged lock; nothing but the pack and its plugin may be in the folder afterwards. The long
 * form: {@code mvn -pl bundles/engine -am verify -Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false
 * -Dseptum.fuzz=100000 -Dtest.heap=512m}.
 */
class PackFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LOCK = sealed("""
            {"septum-lock": 3, "septum": "1", "bundles": [{"name": "a.b", "version": "1.0.0", "plugin": true,
              "sha256": "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a"}],
             "components": {"model": {"type": "unet", "bundle": "a.b", "version": "1.0.0"}},
             "data": {"samples": 2, "images": {"p1": "01", "p2": "02"}}, "experiment": "a: 1\\n"}
            """);

    private static final Settings SETTINGS = new Settings(Map.of("a", "1"));

    private static final PinnedExperiment NOW = PinnedExperiment.parse(LOCK, "now");

    @TempDir
    private Path folder;

    private byte[] pack() throws IOException {
        TreeMap<String, PackFile.Source> entries = new TreeMap<>();
        entries.put("experiment.yaml", () -> new ByteArrayInputStream("name: x\n".getBytes()));
        entries.put("experiment.lock", () -> new ByteArrayInputStream(LOCK.getBytes()));
        entries.put("plugins/a.b-1.0.0.jar", () -> new ByteArrayInputStream(new byte[] {1}));
        Path file = folder.resolve("a.zip");
        new PackFile(file).write(entries);
        return Files.readAllBytes(file);
    }

    @Test
    void packs() throws IOException {
        Fuzz.Result result = new Fuzz("pack", this::extract)
                .from(pack())
                .from(packed(LOCK.getBytes(StandardCharsets.UTF_8)))
                .numbers(2, 4, 6, 8, 26, 28, -2, -4, -6, -8, -12, -14)
                .numbers(4, 14, 18, 22, -6, -10)
                .words("PK\1\2", "PK\3\4", "PK\5\6", "PK\6\6", "PK\6\7", "../", "/etc/x", "..\\", "experiment.yaml")
                .words("plugins/", "\"septum-lock\": 2", "[[[[[[[[", "{", "}", "null", ":", ",", "- ", "\\n", "\\u0000")
                .run();
        assertThat(result.refused()).isPositive();
        assertThat(result.accepted()).isPositive();
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactlyInAnyOrder(folder.resolve("a.zip"), folder.resolve("jars"));
        }
    }

    @Test
    void locks() {
        Fuzz.Result result = new Fuzz("pack with lock", input -> read(packed(reseal(input))))
                .from(LOCK.getBytes(StandardCharsets.UTF_8))
                .words(
                        "\"septum-lock\": 2",
                        "[[[[[[[[",
                        "{",
                        "}",
                        "null",
                        ":",
                        ",",
                        "- ",
                        "\\n",
                        "  ",
                        "\\u0000",
                        "1e999")
                .run();
        assertThat(result.refused()).isPositive();
        assertThat(result.accepted()).isPositive();
    }

    /** The lock with the hashes of what it holds; without them a reader would look at nothing else of a changed one. */
    private static String sealed(String lock) {
        try {
            if (!(JSON.readTree(lock) instanceof ObjectNode root)) {
                return lock;
            }
            root.put("experiment-sha256", Sha256.of(root.path("experiment").asText()));
            root.put("lock-sha256", new PinnedExperiment(root).selfHash());
            return root.toString();
        } catch (JsonProcessingException e) {
            return lock;
        }
    }

    private static byte[] reseal(byte[] lock) {
        return sealed(new String(lock, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] packed(byte[] lock) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                zip.putNextEntry(new ZipEntry("experiment.yaml"));
                zip.write("name: x\n".getBytes(StandardCharsets.UTF_8));
                zip.putNextEntry(new ZipEntry("experiment.lock"));
                zip.write(lock);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void extract(byte[] input) throws IOException {
        read(input);
        PackFile file = new PackFile(folder.resolve("a.zip"));
        List<PackedPlugin> plugins = PackedPlugin.among(
                PinnedExperiment.parse(file.read().lock(), "a.zip").root().path("bundles"), "a.zip");
        Path jars = folder.resolve("jars");
        for (Path jar : file.extract(plugins, jars)) {
            assertThat(jar).hasParent(jars).hasBinaryContent(new byte[] {1});
        }
    }

    private void read(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("a.zip"), input);
        PinnedExperiment lock = PinnedExperiment.parse(new PackFile(file).read().lock(), "a.zip");
        NOW.drift(lock, SETTINGS, SETTINGS);
        lock.drift(NOW, SETTINGS, SETTINGS);
        assertThat(lock.text()).isNotBlank();
    }
}
