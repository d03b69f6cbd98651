// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import org.septum.api.Arguments;
import org.septum.api.Option;

/** Between which percentiles of the foreground intensities are left as they are. */
record ForegroundPercentiles(double lower, double upper) {

    static final Option LOWER = Option.real(
                    "lower",
                    0,
                    100,
                    "the percentile of the foreground below which intensities are raised to it; the default is"
                            + " nnU-Net's for CT")
            .or(0.5);
    static final Option UPPER = Option.real(
                    "upper",
                    0,
                    100,
                    "the percentile of the foreground above which intensities are lowered to it; the default is"
                            + " nnU-Net's for CT")
            .or(99.5);

    /**
     * @throws org.septum.api.UserError if the lower is not below the upper
     */
    static ForegroundPercentiles of(Arguments arguments) {
        double lower = arguments.real(LOWER.name());
        double upper = arguments.real(UPPER.name());
        if (lower >= upper) {
            throw arguments.error(UPPER.name(), "found " + upper + ", allowed is more than lower, which is " + lower);
        }
        return new ForegroundPercentiles(lower, upper);
    }
}
