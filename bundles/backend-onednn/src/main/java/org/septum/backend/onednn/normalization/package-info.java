// SPDX-License-Identifier: Apache-2.0
/** Batch and group normalization and their gradients. */
package org.septum.backend.onednn.normalization;
