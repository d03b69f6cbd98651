// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.septum.api.Factory;

/** Creates {@link Backend}s; {@code runtime.backend} names one. */
public interface BackendFactory extends Factory<Backend> {

    /**
     * What {@code septum doctor} tells of this backend on this machine: its version, native library, devices, and why one
     * of them cannot be used. Never throws.
     *
     * @return headings and their texts, in order
     */
    Map<String, String> diagnose();

    /** Whether this backend can serve one of {@link RuntimeSettings#DEVICES} at all; used by {@code backend: auto}. */
    boolean supports(String device);

    /**
     * How much {@code backend: auto} prefers this backend among those that support a device: the highest wins. 0 for a
     * backend that serves a device but was not made for it.
     */
    default int preference(String device) {
        return 0;
    }

    /**
     * What speaks against this backend on a device that it was made for, for example a processor without the instructions it
     * needs; empty where it can be used or was never meant for the device. {@code backend: auto} tells the user, who might
     * wonder why the run is slow.
     */
    default Optional<String> obstacle(String device) {
        return Optional.empty();
    }

    /**
     * Those of {@link RuntimeSettings#PRECISIONS} that the device computes in hardware, never empty. {@code precision: auto} takes bfloat16 where it is
     * among them, otherwise float32.
     */
    default List<String> precisions(String device) {
        return List.of("float32");
    }
}
