// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The one place where Septum's own bundles and plugins meet: own bundles find services of own bundles, and of plugins only
 * components; they are wired to own bundles only; and where Septum has what a plugin needs, the plugin gets Septum's.
 */
record PluginFence(PluginRules rules) implements FindHook, EventListenerHook, ResolverHookFactory, ResolverHook {

    /** Holds for all that is found and wired from now on. */
    void raise(BundleContext framework) {
        framework.registerService(
                Stream.of(FindHook.class, EventListenerHook.class, ResolverHookFactory.class)
                        .map(Class::getName)
                        .toArray(String[]::new),
                this,
                null);
    }

    @Override
    public void find(
            BundleContext finder,
            String type,
            String filter,
            boolean allServices,
            Collection<ServiceReference<?>> references) {
        if (isOwn(finder.getBundle())) {
            references.removeIf(this::isHidden);
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerHook.ListenerInfo>> listeners) {
        if (isHidden(event.getServiceReference())) {
            listeners.keySet().removeIf(listener -> isOwn(listener.getBundle()));
        }
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        boolean byOwn = isOwn(requirement.getRevision().getBundle());
        if (byOwn || candidates.stream().anyMatch(this::isOwn)) {
            candidates.removeIf(candidate -> !isOwn(candidate));
        }
        if (!byOwn && requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            // Also what a DynamicImport-Package of * asks for.
            candidates.removeIf(candidate -> !PluginRules.mayImport(OwnParts.exported(candidate)));
        }
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        // Each may try.
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {
        // A plugin has no name of Septum's.
    }

    @Override
    public void end() {
        // Nothing is kept.
    }

    private boolean isHidden(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        // One that has been unregistered has no bundle any more.
        return bundle != null && !isOwn(bundle) && !rules.isComponent(reference);
    }

    private boolean isOwn(BundleCapability capability) {
        return isOwn(capability.getRevision().getBundle());
    }

    private boolean isOwn(Bundle bundle) {
        return rules.own().bundles().contains(bundle);
    }
}
