// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.memory;

/** Native memory with an address that may change until programs are bound. */
public interface Storage {
    long address();
}
