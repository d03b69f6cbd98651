// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

import java.util.Map;
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

    /** Whether this backend can serve the device ({@code cpu} or {@code cuda}) at all; used by {@code backend: auto}. */
    boolean supports(String device);
}
