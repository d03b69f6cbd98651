// SPDX-License-Identifier: Apache-2.0
/** Planning an experiment by what its data are. */
@Export
@Version("1.0.0")
package org.septum.services.plan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
