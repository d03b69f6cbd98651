// SPDX-License-Identifier: Apache-2.0
package org.septum.api.augment;

/** A random change of a training sample. */
public sealed interface Augmentation permits SpatialAugmentation, IntensityAugmentation {}
