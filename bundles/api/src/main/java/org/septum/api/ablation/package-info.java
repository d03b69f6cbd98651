// SPDX-License-Identifier: Apache-2.0
/** Ablations: the variants of an experiment, and the executors that train them. */
@Export
@Version("1.0.0")
package org.septum.api.ablation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
