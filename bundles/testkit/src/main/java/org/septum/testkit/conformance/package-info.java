// SPDX-License-Identifier: Apache-2.0
/** Small plans and networks that every backend runs as the reference backend does. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("0.1.0")
package org.septum.testkit.conformance;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
