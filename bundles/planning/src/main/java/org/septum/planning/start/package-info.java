// SPDX-License-Identifier: Apache-2.0
/** A first experiment for a folder of data that nobody has described. */
package org.septum.planning.start;
