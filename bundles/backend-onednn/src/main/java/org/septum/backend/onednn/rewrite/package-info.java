// SPDX-License-Identifier: Apache-2.0
/** A plan as a flow of arrays, rewritten to save passes over the memory, and the precision in which each is kept. */
package org.septum.backend.onednn.rewrite;
