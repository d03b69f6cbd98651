// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

/**
 * Creates the components of one type. A factory is stateless and thread-safe, and is published as a Declarative Services
 * component with a {@link PluginType}.
 *
 * @param <T> what it creates
 */
public interface Factory<T> {

    /** One line for {@code septum plugins} and the reference documentation, without a final full stop. */
    String summary();

    /**
     * The options an experiment file may give. They are declared here once: checks, defaults, documentation and
     * provenance all come from this declaration.
     */
    Options options();

    /**
     * Creates a component from checked arguments. It must have no other effect: files are opened when the component is
     * used.
     *
     * @throws UserError if arguments that are valid one by one do not go together
     */
    T create(Arguments arguments);
}
