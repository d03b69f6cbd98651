// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

import java.util.List;
import java.util.Optional;

/**
 * What a checkpoint policy has decided after an epoch or a step. The reports of both hold it, so that nobody has to ask a
 * policy again.
 *
 * @param policy the policy's {@link CheckpointPolicy#fileName}
 * @param selectsModel whether the policy's checkpoint may be the one that is tested in the end
 * @param save the name of the file to be written, without extension; empty for none
 * @param delete files that the new one makes superfluous; they are deleted once it is complete. None without a new one
 * @param reason why, in one line of words
 */
public record CheckpointDecision(
        String policy, boolean selectsModel, Optional<String> save, List<String> delete, String reason) {

    /** A policy writes nothing. */
    public static CheckpointDecision nothing(CheckpointPolicy policy, String reason) {
        return new CheckpointDecision(policy.fileName(), policy.selectsModel(), Optional.empty(), List.of(), reason);
    }

    /**
     * A policy writes a file.
     *
     * @param delete files that it makes superfluous
     */
    public static CheckpointDecision save(CheckpointPolicy policy, String file, String reason, String... delete) {
        return new CheckpointDecision(
                policy.fileName(), policy.selectsModel(), Optional.of(file), List.of(delete), reason);
    }
}
