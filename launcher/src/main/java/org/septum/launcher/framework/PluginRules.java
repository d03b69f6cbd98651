// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What a plugin may be, so that it takes the place of nothing of Septum's. Its manifest is read as the framework has read it,
 * when the bundle is installed and before anything of it is used. (An extension of the framework is refused before that, in
 * {@link BundleJar}.) As services it may register factories of the kinds of component, each with the type that experiments
 * name, and services of its own or the JDK's types for other plugins. Septum's own bundles see the factories only.
 *
 * <p>These are guards against mistakes and against one part silently taking another's place. They are no sandbox: a plugin's
 * code runs with the user's rights.
 *
 * @param own whose names and packages are not a plugin's to offer
 * @param kinds the factories' interfaces
 */
record PluginRules(OwnParts own, Set<String> kinds) {

    /** Packages through which a bundle can change how others are loaded, wired, found or started. */
    private static final Pattern CHANGES_OTHERS = Pattern.compile(
            "org\\.osgi\\.framework\\.hooks\\..*|org\\.osgi\\.service\\.url|org\\.osgi\\.service\\.component\\.runtime(\\..*)?");

    private static final String TYPE = "plugin.type";

    /** By which the launcher and the commands find each other: {@code launcher.entry}, {@code launcher.offers}. */
    private static final String LAUNCHER = "launcher.";

    /**
     * Asks the contracts for the kinds, of which the enum {@code org.septum.api.Kind} is the only list; the launcher shares no
     * types with the bundles.
     */
    static PluginRules of(OwnParts own) {
        Set<String> kinds = new HashSet<>();
        for (Bundle bundle : own.bundles()) {
            if ("org.septum.api".equals(bundle.getSymbolicName())) {
                try {
                    Class<?> kind = bundle.loadClass("org.septum.api.Kind");
                    for (Object constant : kind.getEnumConstants()) {
                        kinds.add((String) kind.getMethod("service").invoke(constant));
                    }
                } catch (ReflectiveOperationException | LinkageError e) {
                    throw new IllegalStateException("the contracts have no kinds of component", e);
                }
            }
        }
        return new PluginRules(own, kinds);
    }

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

    /** Whether it is a component that experiments can use, and nothing else besides. */
    boolean isComponent(ServiceReference<?> service) {
        return types(service).stream().anyMatch(kinds::contains)
                && refusal(service).isEmpty();
    }

    /** Why a plugin may not register the service, in the words that follow its name; empty if it may. */
    Optional<String> refusal(ServiceReference<?> service) {
        for (String key : service.getPropertyKeys()) {
            if (key.startsWith(LAUNCHER)) {
                return Optional.of(" registers a service with the property " + key
                        + ", by which Septum's own parts find each other." + advice());
            }
        }
        for (String type : types(service)) {
            if (kinds.contains(type)) {
                if (!(service.getProperty(TYPE) instanceof String)) {
                    return Optional.of(" registers a " + type + " without a type name. Its class needs the annotation"
                            + " @PluginType(\"name\").");
                }
            } else if (own.hasPackage(packageOf(type)) && !isOfJdk(type)) {
                return Optional.of(" registers the service " + type + ", which is Septum's own to offer." + advice());
            }
        }
        return Optional.empty();
    }

    private static String advice() {
        return " Plugins register factories of components, as bundles/losses does, and types of their own: mend it, or take it"
                + " away.";
    }

    private static List<String> types(ServiceReference<?> service) {
        return Arrays.asList((String[]) service.getProperty(Constants.OBJECTCLASS));
    }

    private static String packageOf(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }

    private static boolean isOfJdk(String type) {
        return ModuleLayer.boot().modules().stream()
                .anyMatch(module -> module.getPackages().contains(packageOf(type)));
    }
}
