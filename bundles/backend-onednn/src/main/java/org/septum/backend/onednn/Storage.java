// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn;

/** Native memory with an address that may change until programs are bound. */
interface Storage {
    long address();
}
