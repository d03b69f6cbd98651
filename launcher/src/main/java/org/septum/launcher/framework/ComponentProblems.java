// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * Which components of Declarative Services do not work. Declarative Services is silent about them: a component whose
 * reference is not satisfied is simply not there, and one that throws stays registered and yields null.
 */
record ComponentProblems(
        Framework framework, ServiceComponentRuntime runtime, List<ComponentDescriptionDTO> components) {

    private static final String COMPONENT_NAME = "component.name";

    static List<String> of(Framework framework) {
        Optional<ServiceComponentRuntime> runtime = framework.ownService(ServiceComponentRuntime.class, null);
        if (runtime.isEmpty()) {
            // Bundles with components require Declarative Services and have been reported as unresolved.
            return List.of();
        }
        framework.jars().forEach((bundle, jar) -> {
            if (jar.plugin()) {
                createComponents(framework.context(), bundle);
            }
        });
        // Those of a bundle that a plugin has installed by itself are that plugin's affair.
        List<ComponentDescriptionDTO> components = runtime.get().getComponentDescriptionDTOs().stream()
                .filter(component ->
                        framework.jars().containsKey(framework.context().getBundle(component.bundle.id)))
                .toList();
        return new ComponentProblems(framework, runtime.get(), components).find();
    }

    /** Components are created on first use; a plugin's are created now, so that one that throws shows before the work. */
    private static void createComponents(BundleContext context, Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        if (services != null) {
            for (ServiceReference<?> service : services) {
                if (service.getProperty(COMPONENT_NAME) != null) {
                    context.getService(service);
                }
            }
        }
    }

    private List<String> find() {
        List<String> problems = new ArrayList<>();
        framework.jars().forEach((bundle, jar) -> {
            if (jar.plugin() && bundle.getState() == Bundle.ACTIVE && offersNothing(bundle)) {
                problems.add(jar.label() + " starts but offers nothing: it has no component and exports no package."
                        + " Mark its classes with @Component and build it with bnd, as bundles/losses does.");
            }
        });
        for (ComponentDescriptionDTO component : components) {
            Optional<String> unloadable = whyNotLoaded(component);
            if (unloadable.isPresent()) {
                problems.add(label(component) + " cannot be loaded: " + unloadable.get() + ".");
                continue;
            }
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
                if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    problems.add(label(component) + " failed: " + RootCause.of(configuration.failure) + ".");
                } else if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
                    for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                        problems.add(unsatisfied(component, reference));
                    }
                } else if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
                    problems.add(label(component) + " requires a configuration by OSGi's configuration service, which"
                            + " Septum does not have. Let it read its options from the experiment file.");
                }
            }
        }
        return problems;
    }

    /** Declarative Services keeps no reason why it could not load a component's class. Septum's own are not in doubt. */
    private Optional<String> whyNotLoaded(ComponentDescriptionDTO component) {
        Bundle bundle = framework.context().getBundle(component.bundle.id);
        if (!framework.jars().get(bundle).plugin()) {
            return Optional.empty();
        }
        try {
            bundle.loadClass(component.implementationClass);
            return Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.of(RootCause.of(e));
        }
    }

    private boolean offersNothing(Bundle bundle) {
        return bundle.getRegisteredServices() == null
                && bundle.adapt(BundleRevision.class)
                        .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                        .isEmpty()
                && components.stream().noneMatch(component -> component.bundle.id == bundle.getBundleId());
    }

    private String unsatisfied(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO unsatisfied) {
        String type = Arrays.stream(component.references)
                .filter(reference -> reference.name.equals(unsatisfied.name))
                .map(reference -> reference.interfaceName)
                .findFirst()
                .orElse(unsatisfied.name);
        String wanted = unsatisfied.target == null ? type : type + " with " + unsatisfied.target;
        return label(component) + " waits for a service " + wanted + " (reference '" + unsatisfied.name + "'), "
                + components.stream()
                        .filter(other -> other != component
                                && Arrays.asList(other.serviceInterfaces).contains(type))
                        .min(Comparator.comparing(this::label))
                        .map(other -> "but component " + other.implementationClass + " of " + bundleLabel(other)
                                + (works(other) ? " is not such a one." : " does not work."))
                        .orElse("which no component offers. Put a bundle that offers it into plugins/.");
    }

    private boolean works(ComponentDescriptionDTO component) {
        return runtime.getComponentConfigurationDTOs(component).stream()
                .anyMatch(configuration -> configuration.state == ComponentConfigurationDTO.SATISFIED
                        || configuration.state == ComponentConfigurationDTO.ACTIVE);
    }

    private String label(ComponentDescriptionDTO component) {
        return bundleLabel(component) + ": its component " + component.implementationClass;
    }

    private String bundleLabel(ComponentDescriptionDTO component) {
        return framework
                .jars()
                .get(framework.context().getBundle(component.bundle.id))
                .label();
    }
}
