// SPDX-License-Identifier: Apache-2.0
/** From a dataset's samples to batches: scaling, augmentation, resampling, division into parts, and the randomness of all of it. */
package org.septum.engine.sample;
