// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.verify;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.UserError;
import org.septum.services.graph.GraphCompiler;
import org.septum.services.plugin.PluginVerifier;
import org.septum.services.plugin.Registry;
import org.septum.testkit.rules.ComponentRules;
import org.septum.testkit.rules.Rule;
import org.septum.testkit.rules.Subject;

/** Installs the bundle beside the others, and takes its components from the services that it registers. */
@Component
public final class BundleVerifier implements PluginVerifier {

    private static final String TYPE = "plugin.type";

    private final BundleContext context;
    private final Registry registry;
    private final GraphCompiler compiler;

    @Activate
    public BundleVerifier(BundleContext context, @Reference Registry registry, @Reference GraphCompiler compiler) {
        this.context = context;
        this.registry = registry;
        this.compiler = compiler;
    }

    @Override
    public List<Finding> verify(Path path, Map<String, Map<String, Object>> values) {
        PluginJar jar = PluginJar.read(path);
        List<Registry.Installed> installed = registry.components();
        Optional<Bundle> present = present(jar);
        Bundle bundle = present.orElseGet(() -> install(jar));
        try {
            String name = jar.symbolicName() + " " + jar.version();
            List<Finding> findings = new ArrayList<>();
            Rule starts = new Rule("B-04", "the bundle starts beside Septum's own", () -> start(bundle));
            Finding started = finding(name, starts);
            List<ServiceReference<?>> components = components(bundle);
            boolean backend = components.stream().anyMatch(reference -> kind(reference) == Kind.BACKEND);
            ManifestRules.of(jar.manifest(), jar.files(), backend).forEach(rule -> findings.add(finding(name, rule)));
            findings.add(started);
            findings.add(finding(
                    name,
                    new Rule(
                            "B-05",
                            "the bundle offers a component, and every one that it declares",
                            () -> offered(jar, bundle, components))));
            for (ServiceReference<?> component : components) {
                findings.addAll(findings(component, installed, values));
            }
            return findings;
        } finally {
            if (present.isEmpty()) {
                uninstall(bundle);
            }
        }
    }

    /** The bundle if it is installed from this very file, or from one with the same content. */
    private Optional<Bundle> present(PluginJar jar) {
        Optional<Bundle> same = Arrays.stream(context.getBundles())
                .filter(bundle -> jar.symbolicName().equals(bundle.getSymbolicName()))
                .filter(bundle -> bundle.getVersion().equals(Version.parseVersion(jar.version())))
                .findFirst();
        same.ifPresent(bundle -> {
            Path file = file(bundle);
            try {
                if (Files.mismatch(file, jar.path()) >= 0) {
                    throw new UserError(jar.path() + ": another build of " + jar.symbolicName() + " " + jar.version()
                            + " is installed from " + file
                            + "; take that one away, or raise the version of the one to verify");
                }
            } catch (IOException e) {
                throw new UserError(jar.path() + ": cannot be compared with " + file + ": " + e.getMessage(), e);
            }
        });
        return same;
    }

    private static Path file(Bundle bundle) {
        String location = bundle.getLocation();
        return Path.of(URI.create(location.substring(location.indexOf("file:"))));
    }

    private Bundle install(PluginJar jar) {
        try {
            // Felix decodes the location as a form field, in which a plus sign stands for a space.
            return context.installBundle("reference:"
                    + jar.path().toAbsolutePath().normalize().toUri().toString().replace("+", "%2B"));
        } catch (BundleException refused) {
            throw new UserError(jar.path() + " cannot be installed: " + refused.getMessage(), refused);
        }
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new IllegalStateException(bundle + " was installed for its verification and stays", e);
        }
    }

    private static void start(Bundle bundle) {
        try {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        } catch (BundleException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            Rule.require(false, "it does not start: " + cause.getMessage());
        }
    }

    private static void offered(PluginJar jar, Bundle bundle, List<ServiceReference<?>> components) {
        Rule.require(
                !components.isEmpty(),
                "it offers no component: a factory needs @Component and @PluginType(\"name\"), and bnd to read them");
        List<Object> registered = Arrays.stream(bundle.getRegisteredServices())
                .map(reference -> reference.getProperty("component.name"))
                .toList();
        for (String component : jar.components()) {
            Rule.require(
                    registered.contains(component),
                    "the component " + component + " is declared but not offered: a service that it needs is missing");
        }
    }

    /** The component factories that a bundle has registered, by kind and type. */
    private static List<ServiceReference<?>> components(Bundle bundle) {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        if (registered == null) {
            return List.of();
        }
        return Arrays.stream(registered)
                .filter(reference -> kind(reference) != null && reference.getProperty(TYPE) != null)
                .sorted(Comparator.<ServiceReference<?>, Kind>comparing(BundleVerifier::kind)
                        .thenComparing(reference -> String.valueOf(reference.getProperty(TYPE))))
                .toList();
    }

    private static Kind kind(ServiceReference<?> reference) {
        return Arrays.stream((String[]) reference.getProperty(Constants.OBJECTCLASS))
                .flatMap(service -> Kind.ofService(service).stream())
                .findFirst()
                .orElse(null);
    }

    private List<Finding> findings(
            ServiceReference<?> reference,
            List<Registry.Installed> installed,
            Map<String, Map<String, Object>> values) {
        Kind kind = kind(reference);
        String type = String.valueOf(reference.getProperty(TYPE));
        String name = kind + " " + type;
        if (!(context.getService(reference) instanceof Factory<?> factory)) {
            return List.of(new Finding(
                    name, "C-06", "it can be created", Outcome.FAILED, "its constructor or activation method failed"));
        }
        Subject subject = new Subject(kind, type, factory, compiler, installed, values.getOrDefault(type, Map.of()));
        return ComponentRules.of(subject).stream()
                .map(rule -> finding(name, rule))
                .toList();
    }

    private static Finding finding(String subject, Rule rule) {
        Rule.Verdict verdict = rule.run();
        return new Finding(
                subject,
                rule.id(),
                rule.text(),
                Outcome.valueOf(verdict.outcome().name()),
                verdict.reason());
    }
}
