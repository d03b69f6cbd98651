// SPDX-License-Identifier: Apache-2.0
/** A checked and resolved experiment, and its sections with the keys that they declare. */
@Export
@Version("1.0.0")
package org.septum.api.experiment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
