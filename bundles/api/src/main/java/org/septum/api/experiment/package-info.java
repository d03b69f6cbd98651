// SPDX-License-Identifier: Apache-2.0
/** A checked and resolved experiment, and the service that reads one from YAML. */
@Export
@Version("1.0.0")
package org.septum.api.experiment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
