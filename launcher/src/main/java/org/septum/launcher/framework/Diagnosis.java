// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;

/** Says in sentences which bundles and components do not work, and what each of them lacks. */
public final class Diagnosis {

    private Diagnosis() {}

    /** One sentence per problem; empty when everything works. */
    public static List<String> of(Framework framework) {
        List<String> problems = new ArrayList<>();
        MissingRequirements missing = new MissingRequirements(framework);
        framework.jars().forEach((bundle, jar) -> {
            if (bundle.getState() == Bundle.INSTALLED) {
                problems.addAll(missing.of(bundle));
            } else if (framework.startFailures().containsKey(bundle)) {
                problems.add(jar.label() + " failed to start: "
                        + RootCause.of(framework.startFailures().get(bundle)) + ".");
            }
        });
        problems.addAll(ComponentProblems.of(framework));
        return problems;
    }
}
