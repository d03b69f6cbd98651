// SPDX-License-Identifier: Apache-2.0
/** Kernels in Java for backends that keep activations channels-last in float32, and the threads and loops to write more. */
package org.septum.backend.common.kernels;
