// SPDX-License-Identifier: Apache-2.0
package org.septum.losses;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.graph.Role;

/** How the losses of pixels become one number; PyTorch's words. */
public enum Reduction {
    MEAN,
    SUM;

    /** Every role, the pixels of a batch. */
    public static final Set<Role> ALL_ROLES = Collections.unmodifiableSet(EnumSet.allOf(Role.class));

    private static final String NAME = "reduction";

    public static Option option(String meanOf) {
        return Option.choice(
                        NAME,
                        List.of("mean", "sum"),
                        "mean: " + meanOf + "; sum: the sum over pixels and batch, which grows with both")
                .or("mean");
    }

    public static Reduction of(Arguments arguments) {
        return arguments.text(NAME).equals("mean") ? MEAN : SUM;
    }
}
