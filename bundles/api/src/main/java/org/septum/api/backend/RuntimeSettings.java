// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

import java.util.List;

/**
 * How a backend is to compute.
 *
 * @param device one of {@link #DEVICES}
 * @param precision one of {@link #PRECISIONS}
 * @param threads the number of compute threads
 * @param seed the experiment's seed, for dropout
 */
public record RuntimeSettings(String device, String precision, int threads, long seed) {

    /** All devices that experiments can name; one more is a change of this contract, with the backend that serves it. */
    public static final List<String> DEVICES = List.of("cpu", "cuda");

    /** All precisions that experiments can name, of the network's values; likewise. */
    public static final List<String> PRECISIONS = List.of("float32", "bfloat16");
}
