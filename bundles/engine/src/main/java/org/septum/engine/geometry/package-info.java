// SPDX-License-Identifier: Apache-2.0
/** How slices and volumes lie in space and on the network's grid, and what is said where they differ. */
package org.septum.engine.geometry;
