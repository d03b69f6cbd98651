// SPDX-License-Identifier: Apache-2.0
/** Native memory, and the binding of kernels to the places of what they read and write. */
package org.septum.backend.nd4j.memory;
