// SPDX-License-Identifier: Apache-2.0
/** Native memory, and points in it whose address may still change. */
package org.septum.backend.onednn.memory;
