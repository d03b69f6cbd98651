// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.UserError;

/** Packs read back as written; whatever else comes is refused with a message and written nowhere. */
class PackFileTest {

    private static final String LOCK = "{\"septum-lock\": 1, \"septum\": \"1\", \"experiment\": \"a:\\n  b: 1\\n\"}";

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
        PackFile.Texts texts = new PackFile(pack("metrics.csv")).read();
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
}
