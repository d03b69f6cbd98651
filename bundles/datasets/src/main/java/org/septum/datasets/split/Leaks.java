// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.split;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.Option;

/** Whether an experiment accepts that samples of one group are in several parts. */
final class Leaks {

    private static final String ACCEPTED = "accepted";

    /** The choice, refused by default. */
    static final Option OPTION = Option.choice(
                    "leaks-groups",
                    List.of("refused", ACCEPTED),
                    "accepted: samples of one group (patient) may be in several parts, which makes validation or test"
                            + " look better than new patients would; every report of the run says so")
            .or("refused");

    private Leaks() {}

    static boolean accepted(Arguments arguments) {
        return arguments.text(OPTION.name()).equals(ACCEPTED);
    }
}
