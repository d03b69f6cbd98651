// SPDX-License-Identifier: Apache-2.0
package org.septum.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Factory;
import org.septum.api.Kind;
import org.septum.api.WiringError;
import org.septum.engine.record.InstalledBundles;
import org.septum.services.plugin.Registry;

/** Reads the component factories from the service registry, those of a type side by side: nothing is ranked here. */
@Component
public final class ComponentRegistry implements Registry {

    private final BundleContext context;

    @Activate
    public ComponentRegistry(BundleContext context) {
        this.context = context;
    }

    @Override
    public List<Installed> components() {
        List<Installed> entries = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            references(kind).forEach(reference -> entries.add(entry(kind, reference)));
        }
        entries.sort(Comparator.comparing(Installed::kind).thenComparing(Installed::type));
        return entries;
    }

    /** The factories of a kind in the order in which their bundles were installed: Septum's own first. */
    private List<ServiceReference<?>> references(Kind kind) {
        try {
            ServiceReference<?>[] references = context.getServiceReferences(kind.service(), null);
            return Stream.ofNullable(references)
                    .flatMap(Stream::of)
                    .sorted(Comparator.<ServiceReference<?>>comparingLong(
                            reference -> reference.getBundle().getBundleId()))
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
    }

    private Installed entry(Kind kind, ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        String name = bundle.getSymbolicName() + " " + bundle.getVersion();
        Object type = reference.getProperty("plugin.type");
        if (!(type instanceof String)) {
            throw new WiringError("bundle " + name + " offers a " + kind
                    + " without a type name; its class needs the annotation @PluginType(\"name\")");
        }
        Object factory = context.getService(reference);
        if (factory == null) {
            throw new WiringError("bundle " + name + ": the " + kind + " '" + type
                    + "' cannot be created; its constructor or activation method failed");
        }
        return new Installed(
                kind,
                (String) type,
                (Factory<?>) factory,
                bundle.getSymbolicName(),
                bundle.getVersion().toString(),
                new InstalledBundles(context).location(bundle));
    }
}
