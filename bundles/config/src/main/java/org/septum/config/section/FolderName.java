// SPDX-License-Identifier: Apache-2.0
package org.septum.config.section;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.septum.api.Location;
import org.septum.api.UserError;

/** Refuses names that not every file system could give a folder: runs move from machine to machine. */
public final class FolderName {

    /** Of a name on every file system that matters, in bytes. */
    private static final int LONGEST = 255;

    private static final Pattern EXPERIMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern VARIANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._=,+-]*");

    /** Windows takes them for devices, whatever follows a dot, and leaves a dot at the end out. */
    private static final Pattern NONE_ON_WINDOWS =
            Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9])(\\..*)?|.*\\.", Pattern.CASE_INSENSITIVE);

    private FolderName() {}

    /**
     * Looks at an experiment's name.
     *
     * @throws UserError if it has other characters than are allowed, is too long, or could not be made on Windows
     */
    static void checkExperiment(String name, Location location) {
        check("name: ", "", name, EXPERIMENT, "letters, digits, dots, hyphens and underscores", location);
    }

    /**
     * Looks at the name of a variant; otherwise as {@link #checkExperiment}.
     *
     * @param place begins the message
     */
    public static void checkVariant(String place, String name, Location location) {
        check(place, "the variant ", name, VARIANT, "letters, digits and . _ = , + -", location);
    }

    private static void check(
            String place, String kind, String name, Pattern allowed, String words, Location location) {
        String found = place + "found " + kind + "'" + name + "'; it names a folder, ";
        if (!allowed.matcher(name).matches()) {
            throw new UserError(location, found + "so use " + words + ", the first a letter or digit");
        }
        if (NONE_ON_WINDOWS.matcher(name).matches()) {
            throw new UserError(location, found + "which Windows could not make; take another name");
        }
        checkLength(place, name, location);
    }

    /**
     * Looks at a name's length.
     *
     * @param place begins the message
     * @throws UserError if it is too long
     */
    static void checkLength(String place, String name, Location location) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            throw new UserError(
                    location,
                    place + "the name " + name.substring(0, 20) + "... has " + bytes
                            + " bytes; it names a folder or file, and file systems allow " + LONGEST);
        }
    }
}
