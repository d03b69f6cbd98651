// SPDX-License-Identifier: Apache-2.0
/** Scores of predictions against the truth: overlap, distances between surfaces in mm, and clinical volumes. */
package org.septum.metrics;
