// SPDX-License-Identifier: Apache-2.0
/** Samplings: which training samples the steps of an epoch see, and what of them. */
@Export
@Version("1.0.0")
package org.septum.api.sampling;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
