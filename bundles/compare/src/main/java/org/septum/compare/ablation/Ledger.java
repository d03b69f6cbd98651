// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.ablation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.septum.api.UserError;
import org.septum.api.ablation.TaskState;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.JsonFile;
import org.septum.common.run.RunFiles;
import org.septum.services.ablation.AblationRunner.Training;

/**
 * The record {@code ablation.json} of how an ablation's trainings stand. The truth is in the run folders: the ledger says
 * which of them belong to the ablation, and why one failed.
 *
 * @param baseline the variant that the others are compared with
 * @param trainings their directories are inside the folder or, if another ablation made them, elsewhere
 * @param acceptedChanges what was other than the runs recorded, and the user accepted
 */
public record Ledger(String baseline, List<Training> trainings, List<String> acceptedChanges) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A hundred thousand trainings, and why they failed. */
    private static final long LARGEST = 64L << 20;

    /** Whether a folder has a ledger. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(RunFiles.ABLATION));
    }

    /**
     * @throws UserError if the file is damaged
     */
    public static Ledger read(Path folder) {
        Path file = folder.resolve(RunFiles.ABLATION);
        JsonNode root = JsonFile.read(file, LARGEST, "the ledger of an ablation");
        List<Training> trainings = new ArrayList<>();
        for (JsonNode node : root.path("runs")) {
            trainings.add(new Training(
                    node.path("variant").asText(),
                    node.path("repetition").asText(),
                    directory(folder, node.path("directory").asText(), file),
                    state(node.path("state").asText(), file),
                    node.path("detail").asText()));
        }
        List<String> accepted = new ArrayList<>();
        root.path("accepted-changes").forEach(line -> accepted.add(line.asText()));
        return new Ledger(root.path("baseline").asText(), trainings, accepted);
    }

    private static Path directory(Path folder, String name, Path file) {
        try {
            return folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new UserError(file + ": found a run's directory that is no path: " + e.getReason(), e);
        }
    }

    private static TaskState state(String name, Path file) {
        return Arrays.stream(TaskState.values())
                .filter(state -> state.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        file + ": found the state '" + name + "', allowed are " + Arrays.toString(TaskState.values())));
    }

    /** Writes the ledger; directories are written relative to its folder, so that the folder can be moved. */
    void write(Path folder) {
        ObjectNode root = JSON.createObjectNode();
        root.put("baseline", baseline);
        if (!acceptedChanges.isEmpty()) {
            acceptedChanges.forEach(root.putArray("accepted-changes")::add);
        }
        ArrayNode runs = root.putArray("runs");
        for (Training training : trainings) {
            Path relative = folder.toAbsolutePath()
                    .normalize()
                    .relativize(training.directory().toAbsolutePath().normalize());
            runs.addObject()
                    .put("variant", training.variant())
                    .put("repetition", training.repetition())
                    .put("directory", relative.toString().replace('\\', '/'))
                    .put("state", training.state().toString())
                    .put("detail", training.detail());
        }
        AtomicFile.write(folder.resolve(RunFiles.ABLATION), root.toPrettyString() + "\n");
    }
}
