// SPDX-License-Identifier: Apache-2.0
/** What kernels are made with: their memory, prepared weights, conversions, and the list to which they add themselves. */
package org.septum.backend.onednn.compile;
