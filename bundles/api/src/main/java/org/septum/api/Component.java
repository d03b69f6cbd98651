// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

/**
 * A component chosen in an experiment: which factory, with which arguments.
 *
 * @param kind the kind of component
 * @param type its type name
 * @param factory its factory
 * @param arguments checked arguments, defaults filled in
 */
public record Component(Kind kind, String type, Factory<?> factory, Arguments arguments) {

    /** A component made from code rather than from an experiment file, for tests and plugin authors. */
    public static Component of(Kind kind, String type, Factory<?> factory, Arguments arguments) {
        return new Component(kind, type, factory, arguments);
    }

    /**
     * Creates the component.
     *
     * @throws UserError if the arguments do not go together
     */
    public <T> T create(Class<T> expected) {
        return expected.cast(factory.create(arguments));
    }
}
