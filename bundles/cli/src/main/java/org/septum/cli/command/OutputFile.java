// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.septum.api.UserError;

/** What {@code --output} names where one file is written. */
public final class OutputFile {

    private OutputFile() {}

    /** @throws UserError if it is a folder, before any work is done for nothing */
    public static Path checked(Path output) {
        if (Files.isDirectory(output)) {
            throw new UserError("--output " + output + ": this is a folder; name the file to write, for example "
                    + output.resolve("NAME"));
        }
        return output;
    }
}
