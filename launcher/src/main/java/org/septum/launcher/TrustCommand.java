// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.septum.launcher.machine.StartFailure;
import org.septum.launcher.machine.UserConfiguration;
import org.septum.launcher.plugin.PluginJars;
import org.septum.launcher.plugin.TrustedPlugins;

/**
 * {@code septum plugins trust}: takes the user's word for jars, or takes it back. It starts nothing, for plugins are programs.
 *
 * @param configuration where the word is kept
 * @param out what was done, a jar a line
 */
record TrustCommand(UserConfiguration configuration, PrintWriter out) {

    private static final String BY_DEFAULT = "plugins";
    private static final String LIST = "--list";
    private static final String FORGET = "--forget";

    /** Whether a command line asks for it; its help is printed as that of other commands. */
    static boolean isMeant(CommandLine line) {
        List<String> words = line.words();
        return words.size() > 1
                && words.get(0).equals("plugins")
                && words.get(1).equals("trust")
                && !line.has("-h", "--help");
    }

    /** @throws StartFailure if an option is unknown, there is no such jar, or the word cannot be kept */
    void run(CommandLine line) throws IOException, StartFailure {
        for (String argument : line.arguments()) {
            if (argument.startsWith("-") && !Set.of(LIST, FORGET).contains(argument)) {
                throw StartFailure.input("plugins trust: there is no option '" + argument + "'; allowed are " + LIST
                        + " and " + FORGET + ". 'septum plugins trust --help' explains them.");
            }
        }
        TrustedPlugins trusted = TrustedPlugins.read(configuration);
        List<String> names =
                new ArrayList<>(line.words().subList(2, line.words().size()));
        line.plugins().forEach(path -> names.add(path.toString()));
        if (names.isEmpty()) {
            names.add(BY_DEFAULT);
        }
        if (line.has(LIST)) {
            trusted.entries().forEach(out::println);
        } else if (line.has(FORGET)) {
            forget(names, trusted);
        } else {
            trust(names, trusted);
        }
    }

    private void trust(List<String> names, TrustedPlugins before) throws IOException, StartFailure {
        TrustedPlugins trusted = before;
        List<TrustedPlugins.Entry> added = new ArrayList<>();
        Set<Path> jars = jars(names);
        long bytes = 0;
        for (Path jar : jars) {
            bytes += PluginJars.size(jar);
        }
        if (bytes > PluginJars.LARGEST) {
            throw StartFailure.input(
                    "plugins trust: these " + jars.size() + " jars have " + bytes + " bytes; those of a"
                            + " folder that start have at most " + PluginJars.LARGEST + ". Name those that you need.");
        }
        for (Path jar : jars) {
            TrustedPlugins.Entry entry = TrustedPlugins.Entry.of(jar);
            added.add(entry);
            trusted = trusted.with(entry);
        }
        trusted.write(configuration);
        added.forEach(entry -> out.println("trusted: " + entry));
    }

    private void forget(List<String> names, TrustedPlugins before) throws IOException, StartFailure {
        Set<String> sums = new LinkedHashSet<>();
        Set<String> places = new LinkedHashSet<>();
        for (String name : names) {
            sums.add(name);
            places.add(TrustedPlugins.place(Path.of(name)));
            if (Files.exists(Path.of(name))) {
                for (Path jar : jars(List.of(name))) {
                    if (before.hasSize(Files.size(jar))) {
                        sums.add(PluginJars.sha256(jar));
                    }
                }
            }
        }
        TrustedPlugins after = before.without(entry -> sums.contains(entry.sum())
                || places.stream().anyMatch(place -> Path.of(entry.place()).startsWith(place)));
        List<TrustedPlugins.Entry> forgotten = new ArrayList<>(before.entries());
        forgotten.removeAll(after.entries());
        if (forgotten.isEmpty()) {
            throw StartFailure.input(
                    "plugins trust " + FORGET + ": none of these is trusted; allowed are a jar, a folder"
                            + " or a SHA-256 that 'septum plugins trust " + LIST + "' prints.");
        }
        after.write(configuration);
        forgotten.forEach(entry -> out.println("forgotten: " + entry));
    }

    /** The jars that are named, and those in folders that are. */
    private static Set<Path> jars(List<String> names) throws IOException, StartFailure {
        Set<Path> jars = new TreeSet<>();
        for (String name : names) {
            Path path = Path.of(name);
            List<Path> found = Files.isDirectory(path)
                    ? PluginJars.in(path).stream().filter(Files::isRegularFile).toList()
                    : Files.isRegularFile(path) ? List.of(path) : List.of();
            if (found.isEmpty()) {
                throw StartFailure.input("plugins trust: there is no jar " + path
                        + ", nor a folder of that name with jars. Name the jar or the folder.");
            }
            jars.addAll(found);
        }
        return jars;
    }
}
