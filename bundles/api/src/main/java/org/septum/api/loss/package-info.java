// SPDX-License-Identifier: Apache-2.0
/** Losses: scalars built in the graph from logits and targets; their gradients are derived. */
@Export
@Version("1.0.0")
package org.septum.api.loss;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
