// SPDX-License-Identifier: Apache-2.0
package org.septum.training.checkpoint;

import java.util.Locale;
import org.septum.api.Arguments;
import org.septum.api.Option;

/** The option that names a policy's checkpoint file. */
final class CheckpointFile {

    private static final String OPTION = "file-name";

    private CheckpointFile() {}

    static Option option(String defaultName) {
        return Option.text(OPTION, "name of the checkpoint file, without folder and extension")
                .or(defaultName);
    }

    /**
     * @throws org.septum.api.UserError if the name could leave the checkpoint folder or be hidden in it, or has the extension
     */
    static String name(Arguments arguments) {
        String name = arguments.text(OPTION);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw arguments.error(
                    OPTION,
                    "found '" + name + "', allowed are letters, digits, '.', '_' and '-', the first a letter or digit");
        }
        String extension = ".safetensors";
        if (name.toLowerCase(Locale.ROOT).endsWith(extension)) {
            throw arguments.error(
                    OPTION,
                    "found '" + name + "', but the extension is added to the name; write "
                            + name.substring(0, name.length() - extension.length()));
        }
        return name;
    }

    /** The name of one of several files of a policy, written at an epoch's end. */
    static String ofEpoch(String name, int epoch) {
        return name + "-epoch-" + epoch;
    }

    /** The name of one of several files of a policy, written after a step. */
    static String ofStep(String name, long step) {
        return name + "-" + step;
    }
}
