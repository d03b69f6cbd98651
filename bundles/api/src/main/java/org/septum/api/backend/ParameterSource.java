// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

import org.septum.api.plan.ParameterTable;

/** Where the parameters and states of a trained model are read from, each as often as a backend asks for it. */
@FunctionalInterface
public interface ParameterSource {

    /** Takes the next values of an array, in reference layout. */
    @FunctionalInterface
    interface Piece {

        /** Takes some values; the first of them stands at this place in the array. */
        void add(int at, float[] values);
    }

    /**
     * Reads an array from its first to its last value.
     *
     * @throws org.septum.api.UserError if it cannot be read
     */
    void read(ParameterTable.Entry entry, Piece to);
}
