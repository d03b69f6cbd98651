// SPDX-License-Identifier: Apache-2.0
/** Heads for one foreground class, for several exclusive classes, and for regions that overlap. */
package org.septum.heads;
