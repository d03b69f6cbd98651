// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.UserError;
import org.septum.services.run.RunKeeper.Packed;

/** Packs read back as written; whatever else comes is refused with a message and written nowhere. */
class PackFileTest {

    private static final String LOCK = "{\"septum-lock\": 3, \"septum\": \"1\", \"experiment\": \"a:\\n  b: 1\\n\"}";

    /** SHA-256 of the byte 1, which {@link #pack} puts into each entry. */
    private static final PackedPlugin PLUGIN =
            new PackedPlugin("a.b", "1.0.0", "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a");

    @TempDir
    private Path folder;

    private Path pack(String... names) {
        TreeMap<String, PackFile.Source> entries = new TreeMap<>();
        entries.put("experiment.yaml", () -> new ByteArrayInputStream("name: x\n".getBytes()));
        entries.put("experiment.lock", () -> new ByteArrayInputStream(LOCK.getBytes()));
        for (String name : names) {
            entries.put(name, () -> new ByteArrayInputStream(new byte[] {1}));
        }
        Path file = folder.resolve("a.zip");
        new PackFile(file).write(entries);
        return file;
    }

    @Test
    void readsBackWhatIsWrittenAndIsTheSameEveryTime() throws IOException {
        byte[] first = Files.readAllBytes(pack("metrics.csv"));
        Packed texts = new PackFile(pack("metrics.csv")).read();
        assertThat(texts.experiment()).isEqualTo("name: x\n");
        assertThat(texts.lock()).isEqualTo(LOCK);
        assertThat(folder.resolve("a.zip")).hasBinaryContent(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/x", "a/../../x", "a\\..\\x", ".hidden", "a//b", "C:/x"})
    void namesThatLeaveThePackAreRefused(String name) {
        Path file = pack(name);
        assertThatThrownBy(() -> new PackFile(file).read())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("it has an entry '" + name + "'");
    }

    @Test
    void tooMuchIsRefusedWithTheLimit() {
        String[] names = new String[PackFile.MOST_ENTRIES];
        for (int i = 0; i < names.length; i++) {
            names[i] = "n" + i;
        }
        Path many = pack(names);
        assertThatThrownBy(() -> new PackFile(many).read())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("1002 entries, allowed are 1000");
        TreeMap<String, PackFile.Source> large = new TreeMap<>();
        large.put("experiment.yaml", () -> new ByteArrayInputStream(new byte[(1 << 20) + 1]));
        new PackFile(many).write(large);
        assertThatThrownBy(() -> new PackFile(many).read())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("more than 1048576 bytes");
    }

    /** A lock of 32 MB of zeros in 32 kB: reading stops at the most allowed. */
    @Test
    void locksThatUnpackToTooMuchAreRefused() throws IOException {
        Path file = folder.resolve("a.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("experiment.yaml"));
            zip.putNextEntry(new ZipEntry("experiment.lock"));
            for (int i = 0; i < 32; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        assertThat(Files.size(file)).isLessThan(100_000);
        assertThatThrownBy(() -> new PackFile(file).read())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("experiment.lock in this pack has more than 16777216 bytes, the most allowed");
    }

    @Test
    void pluginsAreTakenOutAsTheLockNamesThemAndNotTwice() throws IOException {
        PackFile file = new PackFile(pack("plugins/a.b-1.0.0.jar"));
        Path jars = folder.resolve("new/jars");
        Path jar = jars.resolve("a.b-1.0.0.jar");
        assertThat(file.extract(List.of(PLUGIN), jars)).containsExactly(jar);
        assertThat(jar).hasBinaryContent(new byte[] {1});
        assertThat(file.extract(List.of(PLUGIN), jars)).containsExactly(jar);
        Files.write(jar, new byte[] {2});
        assertThatThrownBy(() -> file.extract(List.of(PLUGIN), jars))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(jar + ": another file is there, its SHA-256 is dbc1b4c9");
        assertThat(jar).hasBinaryContent(new byte[] {2});
    }

    @Test
    void noPluginIsTakenOutIfOneIsMissingOrOfOtherBytes() {
        PackFile file = new PackFile(pack("plugins/a.b-1.0.0.jar", "plugins/a.b-1.1.0.jar"));
        Path jars = folder.resolve("jars");
        PackedPlugin other = new PackedPlugin("a.b", "1.1.0", "00");
        assertThatThrownBy(() -> file.extract(List.of(PLUGIN, other), jars))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the SHA-256 of plugins/a.b-1.1.0.jar in this pack is " + PLUGIN.sha256()
                        + ", but the run used the plugin a.b 1.1.0 with 00");
        PackedPlugin missing = new PackedPlugin("a.b", "1.2.0", "00");
        assertThatThrownBy(() -> file.extract(List.of(PLUGIN, missing), jars))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no plugins/a.b-1.2.0.jar in this pack");
        assertThat(jars).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "", "a b", "a\\u000ab", "..", "a/b"})
    void pluginsNamesThatAreNoneAreRefused(String name) throws IOException {
        JsonNode lock = new ObjectMapper().readTree("""
                {"bundles": [{"name": "%s", "version": "1.0.0", "plugin": true, "sha256": "%s"}]}
                """.formatted(name, PLUGIN.sha256()));
        assertThatThrownBy(() -> PackedPlugin.among(lock, "x.zip"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("x.zip: a plugin's name is '");
    }
}
