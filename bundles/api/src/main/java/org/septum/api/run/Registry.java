// SPDX-License-Identifier: Apache-2.0
package org.septum.api.run;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.septum.api.Factory;
import org.septum.api.Kind;

/** The components that the installed bundles offer. */
@ProviderType
public interface Registry {

    /**
     * One component type.
     *
     * @param bundle the symbolic name of the bundle that offers it
     * @param version that bundle's version
     * @param location where that bundle was installed from
     */
    record Entry(Kind kind, String type, Factory<?> factory, String bundle, String version, String location) {}

    /**
     * Every component, sorted by kind and type.
     *
     * @throws org.septum.api.WiringError if two bundles offer the same type of a kind, or a component cannot be made; the
     *     message names the bundles
     */
    List<Entry> components();
}
