// SPDX-License-Identifier: Apache-2.0
/** The synthetic dataset: short-axis slices of made-up hearts and their surroundings, drawn when they are loaded. */
package org.septum.datasets.phantom;
