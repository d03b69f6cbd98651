// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.septum.common.text.ShellWord;

/** How Septum is started from the folder that the user is in, for commands to go on with. */
public final class StartCommand {

    private StartCommand() {}

    /** A word for the shell: {@code septum} where the path finds this installation by it, and else the start script's path. */
    public static String word() {
        return word(
                System.getProperty("septum.home"),
                System.getenv().getOrDefault("PATH", ""),
                Path.of("").toAbsolutePath());
    }

    /**
     * @param home the installation; null where it is not known
     * @param path the folders in which the shell looks for commands
     * @param here the folder that the user is in
     */
    static String word(String home, String path, Path here) {
        if (home == null) {
            return "septum";
        }
        String name = File.separatorChar == '\\' ? "septum.cmd" : "septum";
        Path script = Path.of(home, "launcher", name);
        boolean found = Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> isSame(folder, name, script));
        if (found) {
            return "septum";
        }
        // What lies above the folder one is in is shorter by its whole path.
        return ShellWord.of(script.startsWith(here) ? here.relativize(script) : script);
    }

    private static boolean isSame(String folder, String name, Path script) {
        try {
            Path command = Path.of(folder, name);
            return Files.isExecutable(command) && Files.isSameFile(command, script);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
