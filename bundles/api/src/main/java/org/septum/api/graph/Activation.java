// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

/**
 * An elementwise nonlinearity.
 *
 * @param function which one
 * @param slope the slope below zero of LEAKY_RELU; 0 for the others
 */
public record Activation(Function function, double slope) {

    /** The nonlinearities every backend has. */
    public enum Function {
        IDENTITY,
        RELU,
        LEAKY_RELU,
        SIGMOID,
        TANH
    }

    public static final Activation IDENTITY = new Activation(Function.IDENTITY, 0);
    public static final Activation RELU = new Activation(Function.RELU, 0);
    public static final Activation SIGMOID = new Activation(Function.SIGMOID, 0);
    public static final Activation TANH = new Activation(Function.TANH, 0);

    /** Leaky ReLU; PyTorch's default slope is 0.01. */
    public static Activation leakyRelu(double slope) {
        return new Activation(Function.LEAKY_RELU, slope);
    }
}
