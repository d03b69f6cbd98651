// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which bundles to install: the application's, then plugins from {@code plugins/} in the current directory, from
 * {@code plugins/} in Septum's home, and from {@code --plugins}.
 *
 * @param jars the bundles, in the order in which they are installed
 * @param problems jars that cannot be installed, each in a sentence
 */
record BundleSet(List<BundleJar> jars, List<String> problems) {

    /**
     * Reads the bundles' manifests, those of plugins from copies.
     *
     * @throws StartFailure if a plugin that was named is not there, or one may not be started
     */
    static BundleSet collect(Path application, Path home, List<Path> named, Storage storage)
            throws IOException, StartFailure {
        return read(jarsIn(application), plugins(home, named), PluginsLock.ofEnvironment(), storage);
    }

    /**
     * The plugins' jars; none is opened.
     *
     * @throws StartFailure if one that was named is not there
     */
    static Set<Path> plugins(Path home, List<Path> named) throws IOException, StartFailure {
        Set<Path> plugins = new LinkedHashSet<>();
        for (Path folder : List.of(Path.of("plugins"), home.resolve("plugins"))) {
            if (Files.isDirectory(folder)) {
                plugins.addAll(jarsIn(folder));
            }
        }
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                plugins.addAll(jarsIn(path));
            } else if (Files.isRegularFile(path)) {
                plugins.add(path);
            } else {
                throw StartFailure.input("--plugins " + path + ": there is no such jar or folder (looked in "
                        + path.toAbsolutePath().normalize().getParent() + ").");
            }
        }
        return plugins;
    }

    static BundleSet read(List<Path> application, Set<Path> plugins, PluginsLock lock, Storage storage)
            throws IOException, StartFailure {
        List<String> problems = new ArrayList<>();
        Map<String, BundleJar> byIdentity = new LinkedHashMap<>();
        for (Path path : application) {
            add(path, path, false, byIdentity, problems);
        }
        Set<Path> seen = new LinkedHashSet<>();
        for (Path path : plugins) {
            if (!Files.isRegularFile(path)) {
                problems.add(path + " is not a jar file: it is a folder, a link that leads nowhere or something else."
                        + " Take it away.");
            } else if (seen.add(path.toRealPath())) {
                // The same file is often named twice: the current directory may be Septum's home.
                Path copy = storage.copy(path);
                lock.check(path, copy);
                add(path, copy, true, byIdentity, problems);
            }
        }
        return new BundleSet(List.copyOf(byIdentity.values()), problems);
    }

    private static void add(
            Path path, Path file, boolean plugin, Map<String, BundleJar> byIdentity, List<String> problems) {
        try {
            BundleJar jar = BundleJar.read(path, file, plugin);
            BundleJar other = byIdentity.putIfAbsent(jar.symbolicName() + " " + jar.version(), jar);
            if (other != null) {
                problems.add(path + " is the bundle " + jar.symbolicName() + " " + jar.version() + ", which "
                        + other.path() + " already is: the first one found is used. Take one of them away.");
            }
        } catch (StartFailure notABundle) {
            problems.add(notABundle.getMessage());
        }
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
