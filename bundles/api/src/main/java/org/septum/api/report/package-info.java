// SPDX-License-Identifier: Apache-2.0
/** Reporters: what a run tells, and to whom. */
@Export
@Version("1.0.0")
package org.septum.api.report;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
