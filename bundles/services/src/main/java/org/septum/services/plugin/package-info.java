// SPDX-License-Identifier: Apache-2.0
/** Which components are installed, and whether a plugin keeps to the rules. */
@Export
@Version("1.0.0")
package org.septum.services.plugin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
