// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

/** Training (batch statistics, dropout, gradients) or evaluation (running statistics, no dropout, no gradients). */
public enum Mode {
    TRAINING,
    EVALUATION
}
