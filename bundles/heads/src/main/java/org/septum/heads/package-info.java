// SPDX-License-Identifier: Apache-2.0
/** Heads for one foreground class and for several exclusive classes. */
package org.septum.heads;
