// SPDX-License-Identifier: Apache-2.0
/** Scores from the distances between the surfaces of structures. */
package org.septum.metrics.surface;
