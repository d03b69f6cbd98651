// SPDX-License-Identifier: Apache-2.0
/** Programs of kernels, and the session whose vectors, threads and memory they share. */
package org.septum.backend.common.program;
