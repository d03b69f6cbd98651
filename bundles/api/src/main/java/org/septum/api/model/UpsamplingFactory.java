// SPDX-License-Identifier: Apache-2.0
package org.septum.api.model;

import org.septum.api.Factory;

/** Creates {@link Upsampling}s of one type. */
public interface UpsamplingFactory extends Factory<Upsampling> {}
