// SPDX-License-Identifier: Apache-2.0
package org.septum.api.loss;

import org.septum.api.Factory;

/** Creates {@link Loss}s of one type. */
public interface LossFactory extends Factory<Loss> {}
