// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

/**
 * The memory that a session holds outside Java's heap, without the optimizer's slots.
 *
 * @param activations what the programs share for activations, their gradients and scratch, in bytes
 * @param parameters the parameters, their gradients where a program trains, states, and what is prepared of them, in bytes
 */
public record MemoryNeed(long activations, long parameters) {}
