// SPDX-License-Identifier: Apache-2.0
package org.septum.cli.machine;

import org.septum.api.WiringError;

/** Checks the device before any work begins. */
public record DeviceCheck(CudaProbe cuda, boolean startedForCuda) {

    /** Asks the launcher to start the JVM anew with ND4J's CUDA build, which is on the class path or not for good. */
    public static final int WANTS_CUDA = 75;

    /**
     * Whether the command must return {@link #WANTS_CUDA} before it prints or does anything.
     *
     * @throws WiringError if CUDA is asked for and there is no GPU that ND4J's CUDA build can use
     */
    public boolean needsOtherJvm(String device) {
        if (!device.equals(Device.CUDA.toString())) {
            return false;
        }
        cuda.require();
        return !startedForCuda;
    }

    /** The GPU that can be used, or why there is none. */
    public String gpu() {
        try {
            return cuda.require().toString();
        } catch (WiringError none) {
            return none.getMessage();
        }
    }
}
