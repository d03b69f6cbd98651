// SPDX-License-Identifier: Apache-2.0
/** Losses computed from logits: pixel by pixel, by overlap of regions, by boundaries, and sums of them. */
package org.septum.losses;
