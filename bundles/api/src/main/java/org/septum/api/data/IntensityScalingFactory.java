// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import org.septum.api.Factory;

/** Creates {@link IntensityScaling}s of one type. */
public interface IntensityScalingFactory extends Factory<IntensityScaling> {}
