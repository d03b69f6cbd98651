// SPDX-License-Identifier: Apache-2.0
/** A differentiated graph as a program that any backend can read: ordered calls over values. */
@Export
@Version("1.0.0")
package org.septum.api.plan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
