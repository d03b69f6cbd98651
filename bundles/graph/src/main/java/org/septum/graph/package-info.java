// SPDX-License-Identifier: Apache-2.0
/** Builds graphs with checked shapes, differentiates them, fuses operations, and writes them as plans. */
package org.septum.graph;
