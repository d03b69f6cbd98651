// SPDX-License-Identifier: Apache-2.0
package org.septum.metrics.overlap;

/**
 * How often a class occurs in a case.
 *
 * @param common the pixels of the class in both truth and prediction
 * @param truth the pixels of the class in the truth
 * @param prediction the pixels of the class in the prediction
 */
record Overlap(long common, long truth, long prediction) {}
