// SPDX-License-Identifier: Apache-2.0
package org.septum.config;

import java.nio.charset.StandardCharsets;
import org.septum.api.Location;
import org.septum.api.UserError;

/** Refuses names that no file system could give a folder. */
final class FolderName {

    /** Of a name on every file system that matters, in bytes. */
    private static final int LONGEST = 255;

    private FolderName() {}

    /**
     * Looks at a name's length.
     *
     * @param what it names, for the message
     * @throws UserError if it is too long
     */
    static void check(String what, String name, Location location) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            throw new UserError(
                    location,
                    what + ": the name " + name.substring(0, 20) + "... has " + bytes
                            + " bytes; it names a folder or file, and file systems allow " + LONGEST);
        }
    }
}
