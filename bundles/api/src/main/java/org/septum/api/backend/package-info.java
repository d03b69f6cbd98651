// SPDX-License-Identifier: Apache-2.0
/** What a compute backend does: run a plan, and hold parameters, gradients and optimizer state as flat vectors. */
@Export
@Version("1.0.0")
package org.septum.api.backend;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
