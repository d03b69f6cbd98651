// SPDX-License-Identifier: Apache-2.0
/** Executors: where the trainings of an ablation are carried out, and how each of them stands. */
@Export
@Version("1.0.0")
package org.septum.api.ablation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
