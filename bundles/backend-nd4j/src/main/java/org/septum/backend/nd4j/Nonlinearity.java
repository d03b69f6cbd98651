// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.nd4j;

import org.septum.api.graph.Activation;

/** Activations on Java arrays. */
final class Nonlinearity {

    private Nonlinearity() {}

    static void apply(Activation activation, float[] values, int length) {
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

    /** gradient = gradient * slope, the slope following from the activation's output. */
    static void multiplyBySlope(Activation activation, float[] outputs, float[] gradient, int length) {
        switch (activation.function()) {
            case IDENTITY -> {}
            case RELU -> {
                for (int i = 0; i < length; i++) {
                    gradient[i] = outputs[i] > 0 ? gradient[i] : 0;
                }
            }
            case LEAKY_RELU -> {
                float slope = (float) activation.slope();
                for (int i = 0; i < length; i++) {
                    gradient[i] = outputs[i] > 0 ? gradient[i] : slope * gradient[i];
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
