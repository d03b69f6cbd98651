// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.septum.api.UserError;
import org.septum.api.experiment.Experiment;
import org.septum.services.experiment.ExperimentReader;

/** Reads what is not yet a file of the user's. */
public record DraftReader(ExperimentReader reader) {

    /**
     * The experiment that a text is.
     *
     * @param what the text, for messages: {@code the plan}
     * @throws UserError if it is none
     */
    public Experiment read(String text, String what) {
        try {
            Path file = Files.createTempFile("septum-draft-", ".yaml");
            try {
                Files.writeString(file, text);
                return reader.read(file, List.of());
            } catch (UserError e) {
                // Nobody knows that file, and it is gone.
                throw new UserError(what + " is no experiment that can run: "
                        + e.getMessage().replace(file.toString(), what));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary file for " + what + ": " + e.getMessage(), e);
        }
    }
}
