// SPDX-License-Identifier: Apache-2.0
package org.septum.api.graph;

/** What a graph is for. */
public enum Mode {

    /** Batch statistics, which move the running ones; dropout; gradients. */
    TRAINING,

    /** Batch statistics, which take the place of the running ones; dropout; no gradients. */
    CALIBRATION,

    /** Running statistics, no dropout, no gradients. */
    EVALUATION
}
