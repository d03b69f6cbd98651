// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * Which services a plugin may register: factories of the kinds of component, each with the type that experiments name, and
 * services of its own or the JDK's types for other plugins. Septum's own bundles see the factories only.
 *
 * @param own the packages of all other services are not a plugin's to offer
 * @param kinds the factories' interfaces
 */
record PluginServices(OwnParts own, Set<String> kinds) {

    private static final String TYPE = "plugin.type";

    /** By which the launcher and the commands find each other: {@code launcher.entry}, {@code launcher.offers}. */
    private static final String LAUNCHER = "launcher.";

    /**
     * Asks the contracts for the kinds, of which the enum {@code org.septum.api.Kind} is the only list; the launcher shares no
     * types with the bundles.
     */
    static PluginServices of(OwnParts own) {
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
        return new PluginServices(own, kinds);
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
