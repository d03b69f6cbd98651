// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

/**
 * The distance between neighbouring pixel centres, in mm.
 *
 * @param row between rows (along height)
 * @param column between columns (along width)
 * @param slice between slices
 */
public record Spacing(double row, double column, double slice) {}
