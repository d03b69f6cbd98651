// SPDX-License-Identifier: Apache-2.0
/** A differentiated graph laid out for execution: ordered steps, and a place in memory for every value. */
@Export
@Version("1.0.0")
package org.septum.api.plan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
