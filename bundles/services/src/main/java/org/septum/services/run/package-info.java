// SPDX-License-Identifier: Apache-2.0
/** Training, resuming, evaluating and predicting, and keeping what was run. */
@Export
@Version("1.0.0")
package org.septum.services.run;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
