// SPDX-License-Identifier: Apache-2.0
/** Datasets and splits: samples with an image, a label map, and where they come from. */
@Export
@Version("1.0.0")
package org.septum.api.data;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
