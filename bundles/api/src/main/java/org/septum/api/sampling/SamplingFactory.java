// SPDX-License-Identifier: Apache-2.0
package org.septum.api.sampling;

import org.septum.api.Factory;

/** Creates {@link Sampling}s of one type. */
public interface SamplingFactory extends Factory<Sampling> {}
