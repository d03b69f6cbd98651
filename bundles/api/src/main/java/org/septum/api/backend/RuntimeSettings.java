// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

/**
 * How a backend is to compute.
 *
 * @param device cpu or cuda
 * @param precision float32 or bfloat16
 * @param threads the number of compute threads
 * @param seed the experiment's seed, for dropout
 */
public record RuntimeSettings(String device, String precision, int threads, long seed) {}
