// SPDX-License-Identifier: Apache-2.0
package org.septum.api.backend;

/**
 * One thing that a program executes.
 *
 * @param call the index of the call of the plan that it serves
 * @param label what it does: the name of the plan's operation, or of one that the backend adds, such as {@code Reorder}
 * @param moves whether it only brings elements into another memory order or type
 * @param implementation the library's name of the code that runs; empty if it has none
 */
public record Operation(int call, String label, boolean moves, String implementation) {}
