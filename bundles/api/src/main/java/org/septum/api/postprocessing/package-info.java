// SPDX-License-Identifier: Apache-2.0
/** What is done to decided masks after the network, volume by volume. */
@Export
@Version("1.0.0")
package org.septum.api.postprocessing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
