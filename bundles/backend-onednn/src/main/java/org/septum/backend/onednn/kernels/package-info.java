// SPDX-License-Identifier: Apache-2.0
/** The primitives and loops of each operation. */
package org.septum.backend.onednn.kernels;
