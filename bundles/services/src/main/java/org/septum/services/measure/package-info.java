// SPDX-License-Identifier: Apache-2.0
/** Measuring how fast training is. */
@Export
@Version("1.0.0")
package org.septum.services.measure;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
