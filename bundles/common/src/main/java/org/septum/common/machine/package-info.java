// SPDX-License-Identifier: Apache-2.0
/** What the machine is, and what Java may take of it. */
@Export
@Version("1.0.0")
package org.septum.common.machine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
