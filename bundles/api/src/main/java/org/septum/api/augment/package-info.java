// SPDX-License-Identifier: Apache-2.0
/** Augmentations: spatial ones as coordinate maps that are composed and resampled once, intensity ones on arrays. */
@Export
@Version("1.0.0")
package org.septum.api.augment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
