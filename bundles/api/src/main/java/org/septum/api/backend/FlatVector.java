// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

/** One of a session's flat float32 vectors, in reference layout. */
public interface FlatVector {

    /** The number of elements. */
    long size();

    /** Copies {@code into.length} elements from {@code offset} on. */
    void read(long offset, float[] into);

    /** Overwrites {@code from.length} elements from {@code offset} on. */
    void write(long offset, float[] from);
}
