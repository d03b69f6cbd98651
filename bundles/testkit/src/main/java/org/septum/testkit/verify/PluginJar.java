// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.api.UserError;

/**
 * A plugin's jar as it lies on disk.
 *
 * @param files the names of its entries
 * @param components the names of the components that it declares
 */
record PluginJar(Path path, Manifest manifest, List<String> files, List<String> components) {

    private static final Pattern COMPONENT = Pattern.compile("<\\w*:?component\\b[^>]*?\\bname=\"([^\"]+)\"");

    /** @throws UserError if the file is no bundle */
    static PluginJar read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new UserError(path + ": there is no such file; name the jar that 'mvn package' makes in target/");
        }
        try (JarFile jar = new JarFile(path.toFile(), false)) {
            Manifest manifest = jar.getManifest() == null ? new Manifest() : jar.getManifest();
            if (manifest.getMainAttributes().getValue("Bundle-SymbolicName") == null) {
                throw new UserError(
                        path + " is not an OSGi bundle: its manifest has no Bundle-SymbolicName. Build it with "
                                + "bnd, as the project that 'septum new-plugin' writes does.");
            }
            return new PluginJar(
                    path, manifest, jar.stream().map(JarEntry::getName).toList(), components(jar, manifest));
        } catch (IOException damaged) {
            throw new UserError(path + " is not a jar file, or a damaged one: " + damaged.getMessage(), damaged);
        }
    }

    private static List<String> components(JarFile jar, Manifest manifest) throws IOException {
        List<String> components = new ArrayList<>();
        String header = manifest.getMainAttributes().getValue("Service-Component");
        for (String file : header == null ? new String[0] : header.split("\\s*,\\s*")) {
            JarEntry entry = jar.getJarEntry(file);
            if (entry == null) {
                components.add(file);
            } else {
                Matcher name =
                        COMPONENT.matcher(new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                components.add(name.find() ? name.group(1) : file);
            }
        }
        return components;
    }

    String symbolicName() {
        return manifest.getMainAttributes()
                .getValue("Bundle-SymbolicName")
                .split(";")[0]
                .strip();
    }

    String version() {
        String version = manifest.getMainAttributes().getValue("Bundle-Version");
        return version == null ? "0.0.0" : version;
    }
}
