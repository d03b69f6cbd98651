// SPDX-License-Identifier: Apache-2.0
/** The native library: whether it can be used, its engine and threads, and its descriptions of elements and layouts. */
package org.septum.backend.onednn.library;
