// SPDX-License-Identifier: Apache-2.0
/** Optimizers and their schedules, stopping rules, and checkpoint policies. */
@Export
@Version("1.0.0")
package org.septum.api.training;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
