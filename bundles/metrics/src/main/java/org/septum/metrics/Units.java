// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import java.util.List;
import java.util.Locale;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.metric.Metric;

/** The option that says what makes up one case. */
public final class Units {

    private static final String NAME = "unit";

    private Units() {}

    /** For metrics that count pixels. */
    public static Option option() {
        return option("what makes up one case: pixels are counted over all of its slices, and cases are averaged. The"
                + " default is that of nnU-Net and of the ACDC challenge; by slice, a single stray pixel"
                + " where a structure is absent scores 0 and outweighs the large structures");
    }

    public static Option option(String documentation) {
        return Option.choice(NAME, List.of("slice", "volume", "patient"), documentation)
                .or("volume");
    }

    public static Metric.Unit of(Arguments arguments) {
        return Metric.Unit.valueOf(arguments.text(NAME).toUpperCase(Locale.ROOT));
    }
}
