// SPDX-License-Identifier: Apache-2.0
/** Damaged inputs for readers of files: whatever comes, a reader reads it or refuses it with a message. */
@Export
@Version("0.1.0")
package org.septum.testkit.fuzz;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
