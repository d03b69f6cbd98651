// SPDX-License-Identifier: Apache-2.0
/** Scores of predictions against the truth: Dice and pixel accuracy. */
package org.septum.metrics;
