// SPDX-License-Identifier: Apache-2.0
/** A dataset read whole once: its content, what is wrong with it, and what a reader of the scores must know of it. */
package org.septum.engine.data;
