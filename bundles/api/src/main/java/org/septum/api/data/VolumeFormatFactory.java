// SPDX-License-Identifier: Apache-2.0
package org.septum.api.data;

import org.septum.api.Factory;

/** Creates {@link VolumeFormat}s of one type. */
public interface VolumeFormatFactory extends Factory<VolumeFormat> {}
