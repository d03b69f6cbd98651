// SPDX-License-Identifier: Apache-2.0
package org.septum.compare.model;

import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.septum.compare.read.RunFolder;

/**
 * What a variant's runs cost, as far as they recorded it: means over the runs, the largest for the memory. NaN where
 * nothing was recorded.
 *
 * @param stepSeconds the median training step
 * @param totalSeconds how long a run was at work, its interruptions left out
 * @param peakMegabytes the process's largest resident size, MB of 2^20 bytes
 * @param parameters trained ones
 * @param gigaflop floating-point operations of a training step on one batch, in 10^9
 */
public record Cost(double stepSeconds, double totalSeconds, double peakMegabytes, double parameters, double gigaflop) {

    static Cost of(Variant variant) {
        return new Cost(
                mean(variant, RunFolder::medianStepSeconds),
                mean(variant, run -> run.provenance().seconds()),
                values(variant, run -> run.provenance().number("peak-memory-mb"))
                        .max()
                        .orElse(Double.NaN),
                mean(variant, run -> run.provenance().number("parameters")),
                mean(variant, run -> run.provenance().number("gflop-per-step")));
    }

    private static double mean(Variant variant, Function<RunFolder, OptionalDouble> property) {
        return values(variant, property).average().orElse(Double.NaN);
    }

    private static DoubleStream values(Variant variant, Function<RunFolder, OptionalDouble> property) {
        return variant.runs().stream().map(property).flatMapToDouble(OptionalDouble::stream);
    }
}
