// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.training;

/**
 * What this process had of the processor in a stretch of time.
 *
 * @param wall how long the stretch was, in seconds
 * @param computed how long its threads ran, in seconds, all added up
 * @param waited how long its threads could have run and had to wait for a processor, in seconds, all added up
 */
record ProcessorUse(double wall, double computed, double waited) {

    /** So much of the time a thread must have waited on average; less is what a system's own tasks take now and then. */
    private static final double LEAST_WAITING = 0.5;

    /** A process that has more than this share of the processors takes them from itself and not from others. */
    private static final double OWN_SHARE = 0.8;

    /**
     * Whether other programs have taken the processor from this one.
     *
     * @param processors how many this process may use
     */
    boolean isContested(int processors) {
        return wall > 0 && waited / wall >= LEAST_WAITING && computed / wall <= OWN_SHARE * processors;
    }

    /** The share of the time, 0 to 1, in which threads that could run had to wait. */
    double waitingShare() {
        return waited / (waited + computed);
    }
}
