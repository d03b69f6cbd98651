// SPDX-License-Identifier: Apache-2.0
package org.septum.api.training;

/**
 * One optimizer step, element by element. It is called with chunks of the flat vectors, from several threads at once, and
 * must treat every element alike and by itself.
 */
@FunctionalInterface
public interface ParameterUpdate {

    /**
     * @param parameters to be updated in place
     * @param gradients not to be changed
     * @param slots the optimizer's state, one array per slot, to be updated in place
     * @param length how many elements of each array count
     */
    void apply(float[] parameters, float[] gradients, float[][] slots, int length);
}
