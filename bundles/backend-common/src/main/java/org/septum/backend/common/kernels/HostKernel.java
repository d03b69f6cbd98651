// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.common.kernels;

/** An operation that Java computes on float32 arrays in native memory; made once for its shapes. */
@FunctionalInterface
public interface HostKernel {

    /**
     * @param step the number of the training step
     * @param inputs the arrays that it reads, activations channels-last
     * @param outputs the arrays that it writes; none shares its place with an input
     */
    void run(long step, Floats[] inputs, Floats[] outputs);
}
