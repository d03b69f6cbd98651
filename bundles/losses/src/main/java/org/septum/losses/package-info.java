// SPDX-License-Identifier: Apache-2.0
/** Losses computed pixel by pixel from logits. */
package org.septum.losses;
