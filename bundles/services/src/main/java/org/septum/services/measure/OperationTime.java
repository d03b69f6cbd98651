// SPDX-License-Identifier: Apache-2.0
package org.septum.services.measure;

/**
 * Time spent in one kind of operation during a training step.
 *
 * @param label the operation
 * @param phase forward, backward or optimizer
 * @param calls how often it occurs in a step
 * @param seconds its median time in a step, all calls together
 * @param flops the multiplications and additions of convolutions, all calls together; 0 for anything else
 */
public record OperationTime(String label, String phase, int calls, double seconds, double flops) {}
