// SPDX-License-Identifier: Apache-2.0
/** Losses of whole regions: their overlap with the truth, and the distance to its boundary. */
package org.septum.losses.region;
