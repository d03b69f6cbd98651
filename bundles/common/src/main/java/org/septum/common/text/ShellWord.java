// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

import java.io.File;
import java.nio.file.Path;

/**
 * Text that a shell takes for one word and nothing else: for scripts, and for the commands in messages, which people copy
 * although others have named the files in them.
 */
public final class ShellWord {

    private ShellWord() {}

    /** For a POSIX shell: the text as it is where that is safe, and else in single quotes. */
    public static String of(String text) {
        return text.matches("[A-Za-z0-9_./=,+:@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /**
     * The same of a path. One that begins with a hyphen would be an option, so it begins with {@code ./}; Windows' shells know
     * double quotes only, which no name of a file there holds.
     */
    public static String of(Path path) {
        if (File.separatorChar == '\\') {
            String text = path.toString();
            return text.matches("[A-Za-z0-9_.\\\\/=,+:@-]+") ? text : '"' + text + '"';
        }
        return of((path.toString().startsWith("-") ? "./" : "") + path);
    }
}
