// SPDX-License-Identifier: Apache-2.0
package org.septum.preprocessing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.septum.api.UserError;

/**
 * What is known of a channel's foreground.
 *
 * @param lower the intensity below which others are raised to it
 * @param upper the intensity above which others are lowered to it
 */
record ForegroundFigures(double lower, double upper, double mean, double deviation) {

    /** Foreground of one intensity everywhere; nnU-Net's limit. */
    private static final double LEAST_DEVIATION = 1e-8;

    Map<String, Double> named(int channel) {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put(channel + ".lower", lower);
        named.put(channel + ".upper", upper);
        named.put(channel + ".mean", mean);
        named.put(channel + ".sd", deviation);
        return named;
    }

    /**
     * Those of a channel.
     *
     * @param name of the scaling, for messages
     * @throws UserError if one is missing, or no number
     */
    static ForegroundFigures of(String name, int channel, Map<String, Double> figures) {
        double[] found = new double[4];
        String[] keys = {"lower", "upper", "mean", "sd"};
        for (int i = 0; i < keys.length; i++) {
            Double figure = figures.get(channel + "." + keys[i]);
            if (figure == null || !Double.isFinite(figure)) {
                throw new UserError(name + ": the record of the training does not tell the figure '" + channel + "."
                        + keys[i] + "' that was learned from its data; found is " + figures);
            }
            found[i] = figure;
        }
        return new ForegroundFigures(found[0], found[1], found[2], found[3]);
    }

    /** Cuts what is rare in the foreground, and scales to its mean and deviation. */
    DoubleUnaryOperator change() {
        double divisor = Math.max(deviation, LEAST_DEVIATION);
        return intensity -> (Math.min(Math.max(intensity, lower), upper) - mean) / divisor;
    }
}
