// SPDX-License-Identifier: Apache-2.0
/** Runs plans on x86-64 processors with oneDNN, in float32 or bfloat16. */
package org.septum.backend.onednn;
