// SPDX-License-Identifier: Apache-2.0
/** Builds graphs with checked shapes, differentiates them, fuses operations, and lays out their memory as plans. */
package org.septum.graph;
