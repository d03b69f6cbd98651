// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A bundle's jar, as its manifest describes it.
 *
 * @param path where the jar lies, as messages name it
 * @param file what is read and run: the jar, or a plugin's copy
 * @param symbolicName the bundle's name
 * @param version the bundle's version
 * @param plugin whether the user added it, as opposed to Septum's own bundles
 * @param fragment whether it only adds to another bundle and cannot be started itself
 * @param imports the packages that it imports, without versions
 */
record BundleJar(
        Path path,
        Path file,
        String symbolicName,
        Version version,
        boolean plugin,
        boolean fragment,
        List<String> imports) {

    /** @throws StartFailure saying why the file is no bundle */
    static BundleJar read(Path path, Path file, boolean plugin) throws StartFailure {
        Attributes manifest = manifest(path, file).getMainAttributes();
        String name = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name == null) {
            throw StartFailure.wiring(path + " is not an OSGi bundle: its manifest has no "
                    + Constants.BUNDLE_SYMBOLICNAME + ". Build it with bnd, as bundles/losses does, or take it away.");
        }
        return new BundleJar(
                path,
                file,
                name.split(";")[0].strip(),
                version(path, manifest.getValue(Constants.BUNDLE_VERSION)),
                plugin,
                manifest.getValue(Constants.FRAGMENT_HOST) != null,
                packages(manifest.getValue(Constants.IMPORT_PACKAGE)));
    }

    /** Name, version and, for a plugin, the file: how messages speak of the bundle. */
    String label() {
        return plugin ? symbolicName + " " + version + " (" + path + ")" : symbolicName + " " + version;
    }

    /** Whether the class is in the jar; in the original, as a plugin's copy goes when the process ends. */
    boolean holds(String className) {
        try (JarFile jar = new JarFile(path.toFile(), false)) {
            return jar.getEntry(className.replace('.', '/') + ".class") != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static Manifest manifest(Path path, Path file) throws StartFailure {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? new Manifest() : manifest;
        } catch (IOException e) {
            throw StartFailure.wiring(path + " is not a jar file, or a damaged one. Take it away or replace it.");
        }
    }

    private static Version version(Path path, String version) throws StartFailure {
        try {
            return Version.parseVersion(version);
        } catch (IllegalArgumentException e) {
            throw StartFailure.wiring(path + " has the " + Constants.BUNDLE_VERSION + " '" + version
                    + "', which is not of the form 1.2.3 or 1.2.3.word.");
        }
    }

    /** The package names of an Import-Package header: {@code a.b;c.d;version="[1,2)";resolution:=optional, e.f}. */
    static List<String> packages(String header) {
        List<String> packages = new ArrayList<>();
        if (header != null) {
            // Quoted values may hold commas; names never stand in quotes.
            for (String clause : header.replaceAll("\"[^\"]*\"", "").split(",")) {
                for (String part : clause.split(";")) {
                    if (!part.contains("=") && !part.isBlank()) {
                        packages.add(part.strip());
                    }
                }
            }
        }
        return packages;
    }
}
