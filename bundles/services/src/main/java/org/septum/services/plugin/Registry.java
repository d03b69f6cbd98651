// SPDX-License-Identifier: Apache-2.0
package org.septum.services.plugin;

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
    record Installed(Kind kind, String type, Factory<?> factory, String bundle, String version, String location) {

        /** The type with the version, as an experiment file chooses it among several: {@code dice@1.2.0}. */
        public String name() {
            return type + "@" + version;
        }
    }

    /**
     * Every component, sorted by kind and type. Several bundles, or several versions of one, may offer the same type; they
     * follow each other as they were installed, Septum's own first. Which of them is meant, an experiment must say.
     *
     * @throws org.septum.api.WiringError if a component cannot be made; the message names the bundle
     */
    List<Installed> components();
}
