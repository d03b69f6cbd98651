// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What a plugin's manifest may say, so that it takes the place of nothing of Septum's: read as the framework has read it, when
 * the bundle is installed and before anything of it is used. (An extension of the framework is refused before that, in
 * {@link BundleJar}.) What it may register is in {@link PluginServices}.
 *
 * <p>These are guards against mistakes and against one part silently taking another's place. They are no sandbox: a plugin's
 * code runs with the user's rights.
 */
record PluginRules(OwnParts own) {

    /** Packages through which a bundle can change how others are loaded, wired, found or started. */
    private static final Pattern CHANGES_OTHERS = Pattern.compile(
            "org\\.osgi\\.framework\\.hooks\\..*|org\\.osgi\\.service\\.url|org\\.osgi\\.service\\.component\\.runtime(\\..*)?");

    /** Whether a plugin may import the package. */
    static boolean mayImport(String name) {
        return !CHANGES_OTHERS.matcher(name).matches();
    }

    /** Why the bundle may not be a plugin, in the words that follow its name; empty if it may. */
    Optional<String> refusal(Bundle bundle) {
        String name = String.valueOf(bundle.getSymbolicName());
        if (own.names().contains(name)) {
            return Optional.of(
                    " has the name of a part of Septum. Give the bundle a name of its own (Bundle-SymbolicName), or"
                            + " take it away.");
        }
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        TreeSet<String> exports = new TreeSet<>();
        revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(OwnParts::exported)
                .filter(own::hasPackage)
                .forEach(exports::add);
        if (!exports.isEmpty()) {
            return Optional.of(
                    " exports " + String.join(", ", exports) + ": Septum or the JDK has that, and plugins may not"
                            + " offer it to others. Keep it in the bundle (bnd: -privatepackage), or take the bundle away.");
        }
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            Optional<String> refusal = refusal(requirement);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<String> refusal(BundleRequirement requirement) {
        String name = MissingRequirements.name(requirement);
        return switch (requirement.getNamespace()) {
            case HostNamespace.HOST_NAMESPACE ->
                own.names().contains(name)
                        ? Optional.of(
                                " is a fragment of " + name + ", a part of Septum; plugins may add to plugins only."
                                        + " Make it a bundle of its own, or take it away.")
                        : Optional.empty();
            case BundleNamespace.BUNDLE_NAMESPACE ->
                own.names().contains(name)
                        ? Optional.of(
                                " requires the whole bundle " + name + ", a part of Septum. Import the packages that it"
                                        + " needs (bnd does it by itself), or take it away.")
                        : Optional.empty();
            case PackageNamespace.PACKAGE_NAMESPACE ->
                mayImport(name)
                        ? Optional.empty()
                        : Optional.of(
                                " imports " + name + ", through which it could change Septum's own parts. Plugins offer"
                                        + " components; do without it, or take the bundle away.");
            default -> Optional.empty();
        };
    }
}
