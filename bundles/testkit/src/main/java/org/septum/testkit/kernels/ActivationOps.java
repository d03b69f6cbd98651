// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.kernels;

import org.septum.api.graph.Activation;
import org.septum.api.graph.Op;

/** Elementwise nonlinearities. */
final class ActivationOps {

    private ActivationOps() {}

    static void addTo(Kernels kernels) {
        kernels.addElementwise(Op.Activate.class, (op, in) -> value(op.activation(), in[0]));
        kernels.addElementwise(Op.ActivateBackward.class, (op, in) -> in[0] * slope(op.activation(), in[1]));
    }

    static double value(Activation activation, double x) {
        return switch (activation.function()) {
            case IDENTITY -> x;
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : activation.slope() * x;
            case SIGMOID -> sigmoid(x);
            case TANH -> Math.tanh(x);
        };
    }

    /** The derivative, from the activation's own value y. */
    static double slope(Activation activation, double y) {
        return switch (activation.function()) {
            case IDENTITY -> 1;
            case RELU -> y > 0 ? 1 : 0;
            case LEAKY_RELU -> y > 0 ? 1 : activation.slope();
            case SIGMOID -> y * (1 - y);
            case TANH -> 1 - y * y;
        };
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
