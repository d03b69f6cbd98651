// SPDX-License-Identifier: Apache-2.0
package org.septum.cli;

/** Decides whether this process can serve the device that is asked for. */
final class Devices {

    private Devices() {}

    /**
     * Whether the process must be started again with ND4J's CUDA build on its class path. The GPU is looked at first, so
     * that nobody waits for 600 MB of libraries that could not be used.
     *
     * @throws org.septum.api.WiringError if there is no GPU that could be used
     */
    static boolean needsRestart(String device, CudaProbe probe) {
        if (!device.equals("cuda")) {
            return false;
        }
        probe.requireUsableGpu();
        return !"cuda".equals(System.getProperty("septum.device"));
    }
}
