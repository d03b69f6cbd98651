// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

/**
 * A component chosen in an experiment: which factory, with which arguments.
 *
 * @param kind the kind of component
 * @param type its type name
 * @param version the version of the bundle that offers it, if the experiment chose it by its version ({@code dice@1.2});
 *     otherwise empty
 * @param factory its factory
 * @param arguments checked arguments, defaults filled in
 */
public record Component(Kind kind, String type, String version, Factory<?> factory, Arguments arguments) {

    /** A component made from code rather than from an experiment file, for tests and plugin authors. */
    public static Component of(Kind kind, String type, Factory<?> factory, Arguments arguments) {
        return new Component(kind, type, "", factory, arguments);
    }

    /** How an experiment file names it: {@code dice}, or {@code dice@1.2.0} where its version was chosen. */
    public String name() {
        return version.isEmpty() ? type : type + "@" + version;
    }

    /** Whether it is a plugin's rather than one of Septum's own. */
    public boolean isForeign() {
        return PluginFailure.isForeign(factory.getClass().getName());
    }

    /** It in words, for messages. */
    String described() {
        return "the " + kind.label() + " '" + name() + "'";
    }

    /**
     * Creates the component. One of a plugin tells of itself in what it throws.
     *
     * @throws UserError if the arguments do not go together
     * @throws PluginFailure if a plugin's factory throws anything else, or creates nothing
     */
    public <T> T create(Class<T> expected) {
        return GuardedComponent.create(this, expected);
    }
}
