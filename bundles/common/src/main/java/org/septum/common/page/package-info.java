// SPDX-License-Identifier: Apache-2.0
/** What HTML pages and their drawings are built of. */
@Export
@Version("1.0.0")
package org.septum.common.page;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
