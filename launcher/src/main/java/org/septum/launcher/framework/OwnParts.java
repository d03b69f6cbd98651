// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What belongs to Septum and no plugin may take the place of: its bundles and the framework, their names, and the packages that
 * they export or take from elsewhere.
 *
 * @param bundles the framework, and the application's bundles
 * @param names their symbolic names, in any case of letters
 * @param packages also those that a bundle only imports where somebody has them: who exported one would be asked
 */
record OwnParts(Set<Bundle> bundles, Set<String> names, Set<String> packages) {

    static OwnParts of(Bundle framework, Collection<Bundle> application) {
        Set<Bundle> bundles = new HashSet<>(application);
        bundles.add(framework);
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.add("system.bundle");
        Set<String> packages = new HashSet<>();
        for (Bundle bundle : bundles) {
            names.add(bundle.getSymbolicName());
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            for (BundleCapability export : revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
                packages.add(exported(export));
            }
            for (BundleRequirement required : revision.getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE)) {
                packages.add(MissingRequirements.name(required));
            }
        }
        return new OwnParts(bundles, names, packages);
    }

    /** The package that a capability stands for. */
    static String exported(BundleCapability export) {
        return (String) export.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
    }

    /** Whether a package is Septum's, the JDK's or one that Septum's own bundles use. */
    boolean hasPackage(String name) {
        return packages.contains(name) || (name + ".").startsWith("org.septum.") || (name + ".").startsWith("java.");
    }
}
