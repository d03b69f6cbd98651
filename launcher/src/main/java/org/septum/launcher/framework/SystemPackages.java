// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The packages of the class path that bundles may import, as a value for
 * {@code org.osgi.framework.system.packages.extra}.
 *
 * <p>ND4J has some two hundred packages; listing all of them costs a tenth of a second at each start, so only those are
 * exported that some bundle imports. ND4J's jars carry no OSGi versions: bnd imports them without one.
 */
final class SystemPackages {

    /** Logging at both major versions, since ND4J and others were compiled against 1.7; Declarative Services' interfaces. */
    private static final List<String> ALWAYS = List.of(
            "org.slf4j;version=\"2.0.20\"",
            "org.slf4j;version=\"1.7.36\"",
            "org.slf4j.event;version=\"2.0.20\"",
            "org.slf4j.helpers;version=\"2.0.20\"",
            "org.slf4j.helpers;version=\"1.7.36\"",
            "org.slf4j.spi;version=\"2.0.20\"",
            "org.osgi.service.component;version=\"1.5.1\"",
            "org.osgi.service.component.propertytypes;version=\"1.5\"",
            "org.osgi.service.component.runtime;version=\"1.5\"",
            "org.osgi.service.component.runtime.dto;version=\"1.5\"",
            "org.osgi.util.promise;version=\"1.3\"",
            "org.osgi.util.function;version=\"1.2\"");

    private SystemPackages() {}

    /** The fixed packages and those of ND4J that one of the bundles imports. */
    static String offeredTo(Collection<BundleJar> bundles) {
        List<String> packages = new ArrayList<>(ALWAYS);
        bundles.stream()
                .flatMap(bundle -> bundle.imports().stream())
                .distinct()
                .filter(SystemPackages::isOffered)
                .filter(SystemPackages::isOnClassPath)
                .map(name -> name.startsWith("org.bytedeco.") ? name + ";version=\"1.5.7\"" : name)
                .sorted()
                .forEach(packages::add);
        return String.join(",", packages);
    }

    /** ND4J without the libraries shaded into it, and the pointers of JavaCPP on which its buffers rest. */
    static boolean isOffered(String packageName) {
        return (packageName.startsWith("org.nd4j.") && !packageName.startsWith("org.nd4j.shade."))
                || packageName.equals("org.bytedeco.javacpp")
                || packageName.startsWith("org.bytedeco.javacpp.")
                || packageName.startsWith("org.bytedeco.openblas.");
    }

    /** Whether the launcher's class path holds the package: its jars have an entry for each directory. */
    static boolean isOnClassPath(String packageName) {
        return SystemPackages.class.getClassLoader().getResource(packageName.replace('.', '/') + "/") != null;
    }
}
