// SPDX-License-Identifier: Apache-2.0
/** The folder of a run: where it lies, which folders are one, and who is at work in it. */
@Export
@Version("1.0.0")
package org.septum.common.run;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
