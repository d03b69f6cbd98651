// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.septum.launcher.machine.StartFailure;

/**
 * The command line, split into the launcher's own option and what the commands get.
 *
 * @param plugins the jars and folders named by {@code --plugins}
 * @param arguments everything else
 */
record CommandLine(List<Path> plugins, String[] arguments) {

    private static final String PLUGINS = "--plugins";

    /** Takes out each {@code --plugins PATHS} and {@code --plugins=PATHS}, wherever it stands. */
    static CommandLine parse(String[] args, String pathSeparator) throws StartFailure {
        List<Path> plugins = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals(PLUGINS)) {
                if (++i == args.length) {
                    throw StartFailure.input(
                            PLUGINS + " needs a jar or a folder, or several joined by '" + pathSeparator + "'.");
                }
                addPaths(args[i], pathSeparator, plugins);
            } else if (args[i].startsWith(PLUGINS + "=")) {
                addPaths(args[i].substring(PLUGINS.length() + 1), pathSeparator, plugins);
            } else {
                rest.add(args[i]);
            }
        }
        return new CommandLine(plugins, rest.toArray(String[]::new));
    }

    /** The command's name: the first argument that is not an option; empty if there is none. */
    String command() {
        return words().stream().findFirst().orElse("");
    }

    /** The arguments that are not options, the command's name first. */
    List<String> words() {
        return Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .toList();
    }

    /** Whether one of the arguments is one of these. */
    boolean has(String... options) {
        return Arrays.stream(arguments).anyMatch(List.of(options)::contains);
    }

    /** What {@code --plugins} named, for a process that is started in the same folder. */
    String joinedPlugins(String pathSeparator) {
        return plugins.stream().map(Path::toString).collect(Collectors.joining(pathSeparator));
    }

    private static void addPaths(String paths, String pathSeparator, List<Path> plugins) {
        Arrays.stream(paths.split(pathSeparator))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .forEach(plugins::add);
    }
}
