// SPDX-License-Identifier: Apache-2.0
/** Reading experiments, and telling what an experiment file may hold. */
@Export
@Version("1.0.0")
package org.septum.services.experiment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
