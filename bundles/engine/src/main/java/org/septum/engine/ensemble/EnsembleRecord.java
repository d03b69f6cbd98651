// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.ensemble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.septum.api.UserError;
import org.septum.api.report.PostProcessed;
import org.septum.common.files.AtomicFile;
import org.septum.common.files.JsonFile;
import org.septum.common.run.RunFiles;
import org.septum.engine.inference.Averaging;
import org.septum.engine.postprocessing.PostProcessedJson;

/**
 * An ensemble's {@code ensemble.json}: which runs make it up, and how their predictions are averaged.
 *
 * @param averaging what of the predictions is averaged
 * @param members each counting alike
 * @param postProcessed what was learnt from the members' predictions; empty if nothing was asked for
 */
public record EnsembleRecord(Averaging averaging, List<Member> members, Optional<PostProcessed> postProcessed) {

    private static final long LARGEST = 16L << 20;

    /**
     * A run that is a member.
     *
     * @param run its folder
     * @param experimentHash the SHA-256 of its experiment.yaml
     * @param checkpoint the name of the one that it tested
     * @param checkpointHash the SHA-256 of that file
     */
    public record Member(Path run, String experimentHash, String checkpoint, String checkpointHash) {}

    /** Whether a folder is an ensemble's. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(RunFiles.ENSEMBLE), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads the record of an ensemble.
     *
     * @throws UserError if it is damaged
     */
    public static EnsembleRecord read(Path folder) {
        Path file = folder.resolve(RunFiles.ENSEMBLE);
        JsonNode root = JsonFile.read(file, LARGEST, "the record of an ensemble");
        Averaging averaging;
        try {
            averaging = Averaging.of(root.path("average").asText());
        } catch (UserError e) {
            throw new UserError(file + ": " + e.getMessage(), e);
        }
        List<Member> members = new ArrayList<>();
        for (JsonNode node : root.path("members")) {
            members.add(new Member(
                    path(folder, node.path("run").asText(), file),
                    node.path("experiment-sha256").asText(),
                    node.path("checkpoint").asText(),
                    node.path("checkpoint-sha256").asText()));
        }
        if (members.isEmpty()) {
            throw new UserError(file + ": this ensemble has no members; make it anew with septum ensemble");
        }
        Optional<PostProcessed> learned = root.has(PostProcessedJson.KEY)
                ? Optional.of(PostProcessedJson.read(root.path(PostProcessedJson.KEY)))
                : Optional.empty();
        return new EnsembleRecord(averaging, members, learned);
    }

    private static Path path(Path folder, String name, Path file) {
        try {
            return folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new UserError(file + ": found a run's folder that is no path: " + e.getReason(), e);
        }
    }

    /** Writes it; runs are named relative to the folder, so that all can be moved together. */
    public void write(Path folder) {
        ObjectNode root = new ObjectMapper().createObjectNode().put("average", averaging.toString());
        Path from = folder.toAbsolutePath().normalize();
        for (Member member : members) {
            Path relative = from.relativize(member.run.toAbsolutePath().normalize());
            root.withArray("members")
                    .addObject()
                    .put("run", relative.toString().replace('\\', '/'))
                    .put("experiment-sha256", member.experimentHash)
                    .put("checkpoint", member.checkpoint)
                    .put("checkpoint-sha256", member.checkpointHash);
        }
        postProcessed.ifPresent(learned -> root.set(PostProcessedJson.KEY, PostProcessedJson.write(learned)));
        AtomicFile.write(folder.resolve(RunFiles.ENSEMBLE), root.toPrettyString() + "\n");
    }
}
