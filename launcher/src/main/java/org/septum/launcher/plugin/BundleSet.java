// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.launcher.framework.BundleJar;
import org.septum.launcher.machine.StartFailure;
import org.septum.launcher.machine.Storage;
import org.septum.launcher.machine.UserConfiguration;

/**
 * Which bundles to install: the application's, then plugins from {@code plugins/} in the current directory, as far as the user
 * {@linkplain TrustedPlugins trusts} them, from {@code plugins/} in Septum's home, and from {@code --plugins}.
 *
 * @param jars the bundles, in the order in which they are installed
 * @param problems jars that cannot be installed, each in a sentence
 * @param untrusted jars of the current directory that are left alone
 */
public record BundleSet(List<BundleJar> jars, List<String> problems, List<UntrustedJar> untrusted) {

    /**
     * Reads the bundles' manifests, those of plugins from copies.
     *
     * @param trusted asked for only where the current directory has plugins
     * @throws StartFailure if a plugin that was named is not there, or one may not be started
     */
    public static BundleSet collect(Path application, PluginJars plugins, UserConfiguration trusted, Storage storage)
            throws IOException, StartFailure {
        TrustedPlugins word =
                plugins.ofWorkingFolder().isEmpty() ? new TrustedPlugins(List.of()) : TrustedPlugins.read(trusted);
        return read(PluginJars.in(application), plugins, word, PluginsLock.ofEnvironment(), storage);
    }

    static BundleSet read(
            List<Path> application, PluginJars plugins, TrustedPlugins trusted, PluginsLock lock, Storage storage)
            throws IOException, StartFailure {
        List<String> problems = new ArrayList<>();
        List<UntrustedJar> untrusted = new ArrayList<>();
        Map<String, BundleJar> byIdentity = new LinkedHashMap<>();
        for (Path path : application) {
            add(path, path, false, byIdentity, problems);
        }
        long left = PluginJars.LARGEST;
        for (Path path : plugins.ofWorkingFolder()) {
            // Before anything is made of it: a stranger's file may be anything, and there may be many.
            long size = Files.isRegularFile(path) ? Files.size(path) : 0;
            if (!trusted.hasSize(size)) {
                untrusted.add(UntrustedJar.of(path, trusted));
                continue;
            }
            if (size > left) {
                untrusted.add(UntrustedJar.unread(path));
                continue;
            }
            left -= size;
            if (!trusted.holdsContentOf(path)) {
                untrusted.add(UntrustedJar.of(path, trusted));
                continue;
            }
            Path copy = storage.copy(path);
            String sum = PluginJars.sha256(copy);
            if (trusted.holds(sum)) {
                lock.check(path, sum, true);
                add(path, copy, true, byIdentity, problems);
            } else {
                untrusted.add(UntrustedJar.of(path, trusted));
            }
        }
        Set<Path> seen = new LinkedHashSet<>();
        for (Path path : plugins.chosen()) {
            try {
                PluginJars.size(path);
            } catch (StartFailure noJar) {
                problems.add(noJar.getMessage());
                continue;
            }
            if (seen.add(path.toRealPath())) {
                // The same file is often named twice.
                Path copy = storage.copy(path);
                lock.check(path, PluginJars.sha256(copy), false);
                add(path, copy, true, byIdentity, problems);
            }
        }
        return new BundleSet(List.copyOf(byIdentity.values()), problems, untrusted);
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
}
