// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.septum.api.Location;
import org.septum.api.UserError;

/** A text of an experiment as the path of a file; not every text can be one, and which can hangs on the system's locale. */
final class FilePath {

    private FilePath() {}

    /** @throws UserError if no file can have the name */
    static Path of(String setting, String text, Location location) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UserError(
                    location, setting + ": found '" + text + "', which is not a path here: " + e.getReason());
        }
    }
}
