// SPDX-License-Identifier: Apache-2.0
/** Losses summed over single pixels: cross-entropies and the focal loss. */
package org.septum.losses.pixel;
