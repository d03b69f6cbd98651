// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j.pointwise;

import org.septum.api.graph.Activation;

/** Activations on Java arrays. */
public final class Nonlinearity {

    private Nonlinearity() {}

    public static void apply(Activation activation, float[] values, int length) {
        switch (activation.function()) {
            case IDENTITY -> {}
            case RELU -> {
                for (int i = 0; i < length; i++) {
                    values[i] = Math.max(values[i], 0f);
                }
            }
            case LEAKY_RELU -> {
                float slope = (float) activation.slope();
                for (int i = 0; i < length; i++) {
                    values[i] = Math.max(values[i], 0f) + slope * Math.min(values[i], 0f);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < length; i++) {
                    values[i] = (float) (1 / (1 + Math.exp(-values[i])));
                }
            }
            case TANH -> {
                for (int i = 0; i < length; i++) {
                    values[i] = (float) Math.tanh(values[i]);
                }
            }
        }
    }

    /**
     * 1 where a value that is not negative is positive, 0 where it is 0. A comparison would be a branch that the processor
     * guesses wrong half of the time and that keeps the loop from being vectorized; squaring the largest power of two lifts
     * even the smallest float above 1.
     */
    public static float positive(float value) {
        return Math.min(1f, value * 0x1p127f * 0x1p127f);
    }

    /** gradient = gradient * slope, the slope following from the activation's output. */
    public static void multiplyBySlope(Activation activation, float[] outputs, float[] gradient, int length) {
        switch (activation.function()) {
            case IDENTITY -> {}
            case RELU -> {
                for (int i = 0; i < length; i++) {
                    gradient[i] *= positive(Math.max(outputs[i], 0f));
                }
            }
            case LEAKY_RELU -> {
                float slope = (float) activation.slope();
                for (int i = 0; i < length; i++) {
                    float above = positive(Math.max(outputs[i], 0f));
                    gradient[i] = gradient[i] * above + slope * gradient[i] * (1 - above);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < length; i++) {
                    gradient[i] *= outputs[i] * (1 - outputs[i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < length; i++) {
                    gradient[i] *= 1 - outputs[i] * outputs[i];
                }
            }
        }
    }
}
