// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.septum.api.RunFailure;
import org.septum.api.UserError;
import org.septum.engine.SmallTraining;
import org.septum.engine.checkpoint.ArrayVector;
import org.septum.engine.checkpoint.Safetensors;
import org.septum.engine.checkpoint.SafetensorsWriter;
import org.septum.engine.checkpoint.Weights;
import org.septum.engine.inference.Inference;
import org.septum.engine.run.RunDirectory;

/** Saved states that somebody has edited: a training goes on from what it has saved itself, or not at all. */
class HostileStateTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final SmallTraining training = new SmallTraining();
    private RunDirectory run;
    private Path file;

    /** A training that stopped after the first step of the second epoch. */
    @BeforeEach
    void stop() {
        run = new RunDirectory(folder.resolve("run"));
        file = run.resumable();
        training.in(run).trainUntil(SmallTraining.STEPS_PER_EPOCH + 1);
    }

    private void goOn() {
        training.in(run).trainUntil(SmallTraining.STEPS_PER_EPOCH + 2);
    }

    /** Saves the state anew, with a checksum that fits. */
    private void save(Map<String, String> metadata, String array, float value) {
        Safetensors saved = Safetensors.open(file);
        List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
        saved.entries().forEach((name, entry) -> {
            float[] values = saved.values(entry);
            if (name.equals(array)) {
                values[0] = value;
            }
            tensors.add(ArrayVector.tensor(name, entry.dimensions(), values));
        });
        SafetensorsWriter.writeAside(file, tensors, metadata).complete();
    }

    private void edit(String counter, String json) throws IOException {
        Map<String, String> metadata =
                new LinkedHashMap<>(Safetensors.open(file).metadata());
        ObjectNode state = (ObjectNode) JSON.readTree(metadata.get("state"));
        state.set(counter, JSON.readTree(json));
        metadata.put("state", state.toString());
        save(metadata, "", 0);
    }

    @Test
    void goesOnFromItsOwn() throws IOException {
        edit("epoch", "2");
        assertThatCode(this::goOn).doesNotThrowAnyException();
    }

    @Test
    void aStateHasAChecksum() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        String header = new String(bytes, 8, length, StandardCharsets.UTF_8).replace("\"crc32c\"", "\"crc32x\"");
        System.arraycopy(header.getBytes(StandardCharsets.UTF_8), 0, bytes, 8, length);
        Files.write(file, bytes);
        assertThatThrownBy(this::goOn)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ": this file has no checksum, so that nobody could tell whether it is"
                        + " whole: a version of Septum before checksums wrote it, or another program has changed it. The"
                        + " run cannot go on from it: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            epoch          | 0           | epoch 0, allowed for it are 1 to 4
            epoch          | 5           | epoch 5, allowed for it are 1 to 4
            epoch          | 3           | steps 5, allowed for it are 9
            epoch          | 4           | steps in the epoch 1, allowed for it are 0
            stepsInEpoch   | -1          | steps in the epoch -1, allowed for it are 0 to 4
            stepsInEpoch   | 2147483647  | steps in the epoch 2147483647, allowed for it are 0 to 4
            step           | -5          | steps -5, allowed for it are 5
            step           | 9000000000  | steps 9000000000, allowed for it are 5
            samplesInEpoch | 3           | samples of the epoch 3, allowed for it are 0 to 2
            skippedSteps   | 6           | steps left out 6, allowed for it are 0 to 5
            lossSum        | "NaN"       | the sum of the losses NaN and
            seconds        | -1          | and -1.0 seconds, allowed for it are finite numbers
            """)
    void countersAreThoseOfTheRun(String counter, String json, String found) throws IOException {
        edit(counter, json);
        assertThatThrownBy(this::goOn)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ": this is not a state of this run with its data: found ")
                .hasMessageContaining(found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            history  | [null]
            policies | {"best": null}
            policies | {"best": {"value": null}}
            history  | [{"epoch": "x"}]
            epoch    | 1e99
            """)
    void whatIsNoStateIsToldAsThat(String member, String json) throws IOException {
        edit(member, json);
        assertThatThrownBy(this::goOn)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ": holds no state of a run that could be resumed. The run cannot go on");
    }

    @Test
    void noNumberIsTakenForAWeightOrASlot() {
        Safetensors saved = Safetensors.open(file);
        String slot = saved.entries().keySet().stream()
                .filter(name -> name.startsWith(Weights.OPTIMIZER_PREFIX))
                .findFirst()
                .orElseThrow();
        String weight = saved.entries().keySet().stream()
                .filter(name -> !name.startsWith(Weights.OPTIMIZER_PREFIX))
                .findFirst()
                .orElseThrow();
        for (String array : List.of(slot, weight)) {
            save(saved.metadata(), array, Float.NaN);
            assertThatThrownBy(this::goOn)
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(file + ": 1 of ")
                    .hasMessageContaining("are not finite");
            save(saved.metadata(), array, 0);
        }
    }

    /** Finite weights that give no answer: a model is not made to answer at random. */
    @Test
    void logitsThatAreNoNumbersAreNoAnswer() {
        Inference.Result sound = new Inference.Result(0, Map.of(), Map.of("s", new float[] {1, -3e38f}));
        assertThatCode(() -> sound.requireFinite(file)).doesNotThrowAnyException();
        Inference.Result none = new Inference.Result(0, Map.of(), Map.of("s", new float[] {1, Float.NaN}));
        assertThatThrownBy(() -> none.requireFinite(file))
                .isInstanceOf(RunFailure.class)
                .hasMessageStartingWith(file + ": with these weights the head 's' answers NaN, which decides nothing");
        assertThat(none.logits()).hasSize(1);
    }
}
