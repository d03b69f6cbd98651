// SPDX-License-Identifier: Apache-2.0
/** Models and the blocks, normalizations, upsamplings and skip connections they are made of. */
@Export
@Version("1.0.0")
package org.septum.api.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
