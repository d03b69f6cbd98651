// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.septum.api.UserError;

/** Packs read back as written; whatever else comes is refused with a message and written nowhere. */
class PackFileTest {

    private static final String LOCK = "{\"septum-lock\": 1, \"septum\": \"1\", \"experiment\": \"a:\\n  b: 1\\n\"}";

    /** How many damaged inputs are tried for each reader: -Dseptum.fuzz=100000 for the long form. */
    private static final int INPUTS = Integer.getInteger("septum.fuzz", 500);

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

    @Test
    void damagedPacksAreReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(pack("metrics.csv"));
        survive(whole, file -> ExperimentLock.parse(new PackFile(file).read().lock(), "a.zip"));
    }

    @Test
    void damagedSafetensorsAreReadOrRefused() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(
                file, List.of(new Safetensors.Tensor("a", List.of(2), () -> new float[] {1, 2})), java.util.Map.of());
        survive(Files.readAllBytes(file), damaged -> {
            Safetensors read = Safetensors.open(damaged);
            read.entries().values().forEach(read::values);
        });
    }

    private interface Reader {
        void read(Path file) throws IOException;
    }

    /** Changes, cuts and repeats bytes; only a message for the user may come of it. */
    private void survive(byte[] whole, Reader reader) throws IOException {
        Random random = new Random(1);
        Path file = folder.resolve("damaged");
        int refused = 0;
        for (int input = 0; input < INPUTS; input++) {
            byte[] bytes = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                bytes = java.util.Arrays.copyOf(bytes, random.nextInt(2 * bytes.length));
            }
            Files.write(file, bytes);
            try {
                reader.read(file);
            } catch (UserError expected) {
                refused++;
            } catch (RuntimeException | Error crash) {
                throw new AssertionError("input " + input + " of seed 1", crash);
            }
        }
        assertThat(refused).isPositive();
    }
}
