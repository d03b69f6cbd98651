// SPDX-License-Identifier: Apache-2.0
/** Making graphs and turning them into plans. */
@Export
@Version("1.0.0")
package org.septum.services.graph;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
