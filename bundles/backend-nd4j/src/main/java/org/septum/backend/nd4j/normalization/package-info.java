// SPDX-License-Identifier: Apache-2.0
/** Batch and group normalization, their gradients, and sums over channels. */
package org.septum.backend.nd4j.normalization;
