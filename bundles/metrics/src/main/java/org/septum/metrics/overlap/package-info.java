// SPDX-License-Identifier: Apache-2.0
/** Scores counted over pixels: overlap of areas, precision, recall, accuracy. */
package org.septum.metrics.overlap;
