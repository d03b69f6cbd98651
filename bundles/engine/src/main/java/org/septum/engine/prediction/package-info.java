// SPDX-License-Identifier: Apache-2.0
/** Masks for images without truth, in the images' own geometry. */
package org.septum.engine.prediction;
