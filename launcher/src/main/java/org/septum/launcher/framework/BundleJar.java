// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.cache.BundleCache;
import org.apache.felix.framework.util.manifestparser.ManifestParser;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.septum.launcher.machine.StartFailure;

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
public record BundleJar(
        Path path,
        Path file,
        String symbolicName,
        Version version,
        boolean plugin,
        boolean fragment,
        List<String> imports) {

    private static final int LARGEST_MANIFEST = 1 << 20;

    /** @throws StartFailure saying why the file is no bundle */
    public static BundleJar read(Path path, Path file, boolean plugin) throws StartFailure {
        Map<String, Object> manifest = manifest(path, file);
        String name = (String) manifest.get(Constants.BUNDLE_SYMBOLICNAME);
        String host = (String) manifest.get(Constants.FRAGMENT_HOST);
        if (plugin && isExtension(path, host)) {
            throw StartFailure.wiring(path + " extends the framework itself ("
                    + Constants.FRAGMENT_HOST + " with " + Constants.EXTENSION_DIRECTIVE
                    + "), which plugins may not. Make it a bundle of its own, or take it away.");
        }
        if (name == null) {
            throw StartFailure.wiring(path + " is not an OSGi bundle: its manifest has no "
                    + Constants.BUNDLE_SYMBOLICNAME + ". Build it with bnd, as bundles/losses does, or take it away.");
        }
        String symbolicName = name.split(";")[0].strip();
        if (!symbolicName.matches("[A-Za-z0-9._-]+")) {
            throw StartFailure.wiring(path + " has the " + Constants.BUNDLE_SYMBOLICNAME + " '" + symbolicName
                    + "'; allowed are letters, digits and . _ -");
        }
        return new BundleJar(
                path,
                file,
                symbolicName,
                version(path, (String) manifest.get(Constants.BUNDLE_VERSION)),
                plugin,
                host != null,
                packages((String) manifest.get(Constants.IMPORT_PACKAGE)));
    }

    /** Name, version and, for a plugin, the file: how messages speak of the bundle. */
    public String label() {
        return plugin ? symbolicName + " " + version + " (" + path + ")" : symbolicName + " " + version;
    }

    /** Whether the class is in the jar; in the original, as a plugin's copy goes when the process ends. */
    public boolean holds(String className) {
        try (JarFile jar = new JarFile(path.toFile(), false)) {
            return jar.getEntry(className.replace('.', '/') + ".class") != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** The main attributes, by the framework's own reader: what is checked here is what it will see. */
    private static Map<String, Object> manifest(Path path, Path file) throws StartFailure {
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
            if (entry != null) {
                byte[] text = jar.getInputStream(entry).readNBytes(LARGEST_MANIFEST + 1);
                if (text.length > LARGEST_MANIFEST || entry.getSize() > LARGEST_MANIFEST) {
                    throw StartFailure.wiring(path + ": its manifest is larger than the " + LARGEST_MANIFEST
                            + " bytes that are allowed. Take it away.");
                }
                BundleCache.getMainAttributes(headers, new ByteArrayInputStream(text), (long) text.length);
            }
            return headers;
        } catch (StartFailure failure) {
            throw failure;
        } catch (Exception e) {
            throw StartFailure.wiring(path + " is not a jar file, or a damaged one. Take it away or replace it.");
        }
    }

    /** As the framework sees it, which takes an extension into itself as soon as it is installed. */
    private static boolean isExtension(Path path, String host) throws StartFailure {
        try {
            return host != null && ManifestParser.parseExtensionBundleHeader(host) != null;
        } catch (BundleException | RuntimeException e) {
            throw StartFailure.wiring(path + " has the " + Constants.FRAGMENT_HOST + " '" + host
                    + "', which cannot be read: " + RootCause.of(e) + ". Take it away, or build it with bnd.");
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
    public static List<String> packages(String header) {
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
