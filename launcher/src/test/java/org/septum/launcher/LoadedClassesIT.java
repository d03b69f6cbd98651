// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the JVM loads while Septum reads one input of every kind, through the real start script, on ND4J. Whatever advisory is
 * published of a class that is not in this list, no input reaches it.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LoadedClassesIT {

    private static final String EXPERIMENT = """
            septum: 1
            name: %s
            data:
              dataset: {type: %s, levels: {background: 0, lv: 255}, group: "^(.)"}
              split: {type: by-group, validation: 0.25, test: 0.25}
              size: [16, 16]
              batch-size: 2
            model: {type: unet, depth: 2, base-channels: 4}
            heads:
              lv: {type: binary, positive: [lv], loss: bce, metrics: [dice]}
            training: {epochs: 2}
            checkpoint: [last]
            report: [console, csv, html]
            runtime: {backend: nd4j, threads: 1}
            """;

    private static final int SIZE = 16;

    /** A line of the log says either that a class was loaded, and from where, or that it is made ready for its first use. */
    private static final Pattern LOADED = Pattern.compile("(\\S+) source: (?:jrt:|file:|jar:)?(\\S+).*");

    private static final Pattern USED = Pattern.compile("\\d+ Initializing '([^']+)'.*");

    @TempDir
    private static Path directory;

    private static StartScript septum;

    /** Each line is "class jar" of those that came from the launcher's class path of ND4J. */
    private static final Set<String> FROM_ND4J = new TreeSet<>();

    private static final Set<String> LOADED_CLASSES = new HashSet<>();
    private static final Set<String> USED_CLASSES = new HashSet<>();

    @BeforeAll
    static void readOneInputOfEveryKind() throws Exception {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        septum = new StartScript(Path.of("septum").toAbsolutePath(), directory)
                .with(
                        "SEPTUM_JAVA_OPTS",
                        Objects.requireNonNullElse(System.getenv("SEPTUM_JAVA_OPTS"), "")
                                + " -Xlog:class+load=info,class+init=info:file=" + logs + "/%p.log:none");
        writeData();
        Files.writeString(
                directory.resolve("pictures.yaml"),
                EXPERIMENT.formatted(
                        "pictures",
                        "image-folder, root: pictures, images: 'images/{id}.png', masks: 'masks/{id}.png', spacing: [1, 1]"));
        Files.writeString(
                directory.resolve("volumes.yaml"),
                EXPERIMENT.formatted(
                        "volumes", "nifti, root: volumes, images: 'images/{id}.nii.gz', labels: 'labels/{id}.nii'"));

        does("lock", "pictures.yaml");
        does("run", "pictures.yaml", "--locked");
        String pictures = onlyRunIn("runs/pictures");
        does("evaluate", pictures, "--part", "validation");
        does("predict", pictures, "new", "-o", "masks");
        does("predict", pictures, "volumes/images/a.nii.gz", "-o", "mask.nii.gz");
        does("pack", pictures, "-o", "run.zip");
        does("run", "run.zip", "--locked", "--runs", "replayed");
        does("run", "volumes.yaml", "--set", "model.weights=" + pictures + "/checkpoints/last.safetensors");
        does("verify-resume", "pictures.yaml");
        does("runs");
        does("compare", pictures, onlyRunIn("replayed/pictures"));
        does("verify-plugin", onlyJarIn("../bundles/example-plugin/target"));

        try (Stream<Path> files = Files.list(logs)) {
            for (Path log : files.toList()) {
                Files.readAllLines(log).forEach(LoadedClassesIT::note);
            }
        }
        assertThat(LOADED_CLASSES)
                .as("what the JVM says it loaded")
                .contains(
                        "org.septum.launcher.Main",
                        "org.nd4j.linalg.factory.Nd4j",
                        "org.yaml.snakeyaml.composer.Composer",
                        "com.fasterxml.jackson.databind.ObjectMapper");
        assertThat(USED_CLASSES)
                .as("what the JVM says it made ready for use")
                .contains("org.septum.launcher.Main", "org.nd4j.linalg.factory.Nd4j");
    }

    private static void note(String line) {
        Matcher loaded = LOADED.matcher(line);
        Matcher used = USED.matcher(line);
        if (loaded.matches()) {
            LOADED_CLASSES.add(loaded.group(1));
            Path source = Path.of(loaded.group(2));
            if (source.getNameCount() > 1 && source.getParent().endsWith("app/lib")) {
                FROM_ND4J.add(loaded.group(1));
            }
        } else if (used.matches()) {
            USED_CLASSES.add(used.group(1).replace('/', '.'));
        }
    }

    @Test
    void whatNd4jBringsIsNotLoadedButForItsArithmetic() {
        assertThat(FROM_ND4J)
                .as("loaded from app/lib beside ND4J itself")
                .filteredOn(name -> !name.matches("org\\.(nd4j\\.(?!shade\\.)|bytedeco\\.).*"))
                .containsExactlyInAnyOrder(
                        // A number that threads add to.
                        "org.nd4j.shade.guava.util.concurrent.AtomicDouble",
                        // Which queue frees an array.
                        "org.apache.commons.lang3.RandomUtils",
                        "org.apache.commons.lang3.Validate",
                        "org.apache.commons.lang3.exception.UncheckedException",
                        // What ND4J's own generator of random numbers is derived from.
                        "org.apache.commons.math3.random.RandomGenerator");
    }

    /** Through none of them does an input choose a class of which an object is made. */
    @Test
    void nothingThatMakesObjectsOfAnyClassIsUsed() {
        assertThat(USED_CLASSES)
                .doesNotContain(
                        "java.io.ObjectInputStream",
                        "java.beans.XMLDecoder",
                        "javax.script.ScriptEngineManager",
                        "javax.naming.InitialContext",
                        "org.yaml.snakeyaml.constructor.Constructor",
                        "org.yaml.snakeyaml.extensions.compactnotation.CompactConstructor",
                        "com.fasterxml.jackson.databind.jsontype.impl.ClassNameIdResolver",
                        "com.fasterxml.jackson.databind.jsontype.impl.AsPropertyTypeDeserializer",
                        "com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator");
    }

    @Test
    void nothingIsConnectedTo() {
        assertThat(USED_CLASSES).doesNotContain("java.net.Socket", "java.nio.channels.SocketChannel");
        assertThat(LOADED_CLASSES).noneMatch(name -> name.startsWith("java.net.http."));
    }

    private static void does(String... command) throws Exception {
        StartScript.Result result = septum.run(command);
        assertThat(result.code()).as("%s: %s", List.of(command), result).isZero();
    }

    private static String onlyRunIn(String folder) throws IOException {
        return directory
                .relativize(Pictures.only(directory.resolve(folder).resolve("base")))
                .toString();
    }

    private static String onlyJarIn(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder).toAbsolutePath().normalize())) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }

    private static void writeData() throws IOException {
        for (String patient : List.of("a", "b", "c", "d")) {
            writePicture("pictures/images/" + patient + ".png");
            writePicture("pictures/masks/" + patient + ".png");
            writeVolume("volumes/images/" + patient + ".nii.gz");
            writeVolume("volumes/labels/" + patient + ".nii");
        }
        writePicture("new/e.png");
        writePicture("new/f.jpg");
        writePicture("new/g.tif");
    }

    /** A white square on black, which is its own mask. */
    private static void writePicture(String name) throws IOException {
        Pictures.write(directory.resolve(name), SIZE, LoadedClassesIT::square);
    }

    private static int square(int row, int column) {
        return row >= 4 && row < 12 && column >= 4 && column < 12 ? 255 : 0;
    }

    /** Two slices of the same square as a NIfTI-1 volume of 16-bit numbers, 1 mm apart. */
    private static void writeVolume(String name) throws IOException {
        ByteBuffer volume = ByteBuffer.allocate(352 + 2 * SIZE * SIZE * 2).order(ByteOrder.LITTLE_ENDIAN);
        volume.putInt(0, 348);
        short[] shape = {3, SIZE, SIZE, 2, 1, 1, 1, 1};
        for (int i = 0; i < shape.length; i++) {
            volume.putShort(40 + 2 * i, shape[i]).putFloat(76 + 4 * i, 1);
        }
        volume.putShort(70, (short) 4)
                .putShort(72, (short) 16)
                .putFloat(108, 352)
                .putFloat(112, 1);
        volume.put(344, new byte[] {'n', '+', '1'});
        for (int z = 0; z < 2; z++) {
            for (int i = 0; i < SIZE * SIZE; i++) {
                volume.putShort(352 + 2 * (z * SIZE * SIZE + i), (short) square(i / SIZE, i % SIZE));
            }
        }
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
            packed.write(volume.array());
        }
    }
}
