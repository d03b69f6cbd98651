// SPDX-License-Identifier: Apache-2.0
package org.septum.api.augment;

import org.septum.api.Factory;

/** Creates {@link Augmentation}s of one type. */
public interface AugmentationFactory extends Factory<Augmentation> {}
