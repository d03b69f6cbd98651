// SPDX-License-Identifier: Apache-2.0
/** Services of the running application: the registry of components, and the commands' work. */
@Export
@Version("0.1.0")
package org.septum.api.run;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
