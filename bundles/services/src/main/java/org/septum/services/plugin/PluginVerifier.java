// SPDX-License-Identifier: Apache-2.0
package org.septum.services.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Holds a plugin's jar, and every component in it, to the rules for plugins. */
@ProviderType
public interface PluginVerifier {

    /** How a rule can end. */
    enum Outcome {
        PASSED,
        FAILED,
        /** The rule cannot be applied; the reason says why. */
        SKIPPED
    }

    /**
     * A rule applied to the bundle or to one of its components.
     *
     * @param subject the bundle's symbolic name and version, or the component's kind and type
     * @param id the rule's number, for example L-04
     * @param text what the rule asks for
     * @param reason why it failed or was skipped; empty if it passed
     */
    record Finding(String subject, String id, String text, Outcome outcome, String reason) {}

    /**
     * Applies the rules. A bundle that is not installed is, and is taken away again in the end.
     *
     * @param values for each component type, values for options that have no default
     * @return the bundle's findings, then each component's in the order of kind and type
     * @throws org.septum.api.UserError if the file is no bundle, or another build of the bundle is installed
     */
    List<Finding> verify(Path jar, Map<String, Map<String, Object>> values);
}
