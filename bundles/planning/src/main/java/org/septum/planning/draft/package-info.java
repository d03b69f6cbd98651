// SPDX-License-Identifier: Apache-2.0
/** A plan on its way: the numbers so far and why they are so, and what an experiment file says of them. */
package org.septum.planning.draft;
