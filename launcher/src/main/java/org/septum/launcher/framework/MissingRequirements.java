// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Why a bundle does not resolve: which package, Java version or other thing it lacks, and who has something like it. */
record MissingRequirements(Framework framework) {

    private static final Pattern AT_LEAST = Pattern.compile("\\((?:bundle-)?version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\((?:bundle-)?version>=([^)]+)\\)\\)");

    /** One sentence for each thing that the unresolved bundle lacks. */
    List<String> of(Bundle bundle) {
        String label = framework.jars().get(bundle).label();
        List<String> problems = new ArrayList<>();
        List<BundleRequirement> requirements =
                bundle.adapt(BundleRevision.class).getDeclaredRequirements(null);
        otherContracts(requirements).ifPresent(lack -> problems.add(label + lack));
        for (BundleRequirement requirement : requirements) {
            if (!problems.isEmpty() && isContract(requirement)) {
                continue;
            }
            lack(bundle, requirement).ifPresent(lack -> problems.add(label + " does not resolve: " + lack));
        }
        if (problems.isEmpty()) {
            problems.add(label + " does not resolve: every package it needs is there, but not all of them fit"
                    + " together. Two bundles probably export the same package; keep one of them.");
        }
        return problems;
    }

    /** A bundle made for another version of Septum's contracts lacks many packages; one sentence tells of all. */
    private Optional<String> otherContracts(List<BundleRequirement> requirements) {
        for (BundleRequirement requirement : requirements) {
            String name = name(PackageNamespace.PACKAGE_NAMESPACE, filter(requirement));
            if (isContract(requirement)
                    && isNeeded(requirement)
                    && framework.wiring().findProviders(requirement).isEmpty()) {
                Optional<BundleCapability> offered = exported(name);
                if (offered.isPresent()) {
                    return Optional.of(" was made for another version of Septum: it needs the contracts " + name
                            + range(filter(requirement)) + ", and this Septum offers "
                            + offered.get().getAttributes().get(Constants.VERSION_ATTRIBUTE)
                            + ". Take a release of the plugin for this version, or build it anew against it.");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isContract(BundleRequirement requirement) {
        return requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                && name(PackageNamespace.PACKAGE_NAMESPACE, filter(requirement)).matches("org\\.septum\\.api(\\..+)?");
    }

    /** The export of a package, whatever its version. */
    private Optional<BundleCapability> exported(String name) {
        return Stream.of(framework.context().getBundles())
                .flatMap(
                        other -> other
                                .adapt(BundleRevision.class)
                                .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                                .stream())
                .filter(capability -> name.equals(OwnParts.exported(capability)))
                .findFirst();
    }

    private Optional<String> lack(Bundle bundle, BundleRequirement requirement) {
        if (!isNeeded(requirement)) {
            return Optional.empty();
        }
        Collection<BundleCapability> providers = framework.wiring().findProviders(requirement);
        if (providers.isEmpty()) {
            return Optional.of(missing(bundle, requirement));
        }
        boolean usable = providers.stream()
                .map(provider -> provider.getRevision().getBundle())
                .anyMatch(provider -> provider.equals(bundle) || provider.getState() != Bundle.INSTALLED);
        if (usable) {
            return Optional.empty();
        }
        Bundle provider = providers.iterator().next().getRevision().getBundle();
        return Optional.of("it needs " + described(requirement) + " from "
                + framework.jars().get(provider).label() + ", which does not resolve itself.");
    }

    private static boolean isNeeded(BundleRequirement requirement) {
        return !Constants.RESOLUTION_OPTIONAL.equals(requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))
                && !Constants.EFFECTIVE_ACTIVE.equals(
                        requirement.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE));
    }

    private String missing(Bundle bundle, BundleRequirement requirement) {
        String filter = filter(requirement);
        if (requirement.getNamespace().equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)) {
            return "it was compiled for " + executionEnvironment(filter) + ", and this is Java "
                    + Runtime.version().feature() + ". Start Septum with a newer Java (JAVA_HOME).";
        }
        String needs = "it needs " + described(requirement);
        if (!requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            return needs + ", which no installed bundle provides. Put one that does into plugins/.";
        }
        String name = name(PackageNamespace.PACKAGE_NAMESPACE, filter);
        return needs
                + exportedAtAnotherVersion(name)
                        .or(() -> privateTo(bundle, name))
                        .or(() -> onClassPath(name))
                        .or(() -> inJdk(name))
                        .orElse(", which neither a bundle nor Septum provides."
                                + " Put a bundle that exports it into plugins/.");
    }

    private Optional<String> exportedAtAnotherVersion(String name) {
        return exported(name)
                .map(capability -> ", but " + label(capability.getRevision().getBundle()) + " provides version "
                        + capability.getAttributes().get(Constants.VERSION_ATTRIBUTE)
                        + ". Build the bundle against that version, or add one that exports the version it needs.");
    }

    private Optional<String> privateTo(Bundle bundle, String name) {
        return framework.jars().keySet().stream()
                .filter(other -> !other.equals(bundle) && other.getEntry(name.replace('.', '/') + "/") != null)
                .findFirst()
                .map(other -> ", which is private to " + label(other)
                        + ". Bundles share only what they export; of Septum's that is org.septum.api.*.");
    }

    private static Optional<String> onClassPath(String name) {
        return SystemPackages.isOnClassPath(name)
                ? Optional.of(", which belongs to a library that Septum keeps to itself."
                        + " Put a bundle that exports it into plugins/.")
                : Optional.empty();
    }

    private static Optional<String> inJdk(String name) {
        return ModuleLayer.boot().modules().stream()
                .filter(module -> module.getPackages().contains(name))
                .findFirst()
                .map(module -> ", which is internal to the JDK (module " + module.getName() + ").");
    }

    private String label(Bundle bundle) {
        BundleJar jar = framework.jars().get(bundle);
        return jar == null ? "Septum" : jar.label();
    }

    private static String described(BundleRequirement requirement) {
        String filter = filter(requirement);
        String namespace = requirement.getNamespace();
        String name = name(namespace, filter);
        String thing = switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "the package " + name;
            case BundleNamespace.BUNDLE_NAMESPACE, HostNamespace.HOST_NAMESPACE -> "the bundle " + name;
            default -> "the capability " + namespace + "=" + name;
        };
        return thing + range(filter) + (name.equals("osgi.component") ? " of Declarative Services" : "");
    }

    private static String filter(BundleRequirement requirement) {
        return requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
    }

    /** {@code JavaSE 21} from {@code (&(osgi.ee=JavaSE)(version=21))}. */
    private static String executionEnvironment(String filter) {
        return filter.replaceAll(".*\\(osgi\\.ee=([^)]+)\\)\\(version=([^)]+)\\).*", "$1 $2");
    }

    /** The name of what is required, in the requirement's own namespace. */
    static String name(BundleRequirement requirement) {
        return name(requirement.getNamespace(), filter(requirement));
    }

    private static String name(String namespace, String filter) {
        Matcher name = Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)]+)\\)")
                .matcher(filter);
        return name.find() ? name.group(1) : filter;
    }

    private static String range(String filter) {
        Matcher below = BELOW.matcher(filter);
        String end = below.find() ? below.group(1) : null;
        Matcher atLeast = AT_LEAST.matcher(filter.replaceAll(BELOW.pattern(), ""));
        if (!atLeast.find()
                || (end == null && Version.parseVersion(atLeast.group(1)).equals(Version.emptyVersion))) {
            return "";
        }
        return " " + (end == null ? atLeast.group(1) + " or newer" : "[" + atLeast.group(1) + "," + end + ")");
    }
}
