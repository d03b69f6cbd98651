// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics;

import java.util.List;
import java.util.Locale;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.metric.Metric;

/** The option that says what makes up one case. */
final class Units {

    private static final String NAME = "unit";

    private Units() {}

    static Option option() {
        return Option.choice(
                        NAME,
                        List.of("slice", "volume", "patient"),
                        "what makes up one case: pixels are counted over all of its slices, and cases are averaged")
                .or("slice");
    }

    static Metric.Unit of(Arguments arguments) {
        return Metric.Unit.valueOf(arguments.text(NAME).toUpperCase(Locale.ROOT));
    }
}
