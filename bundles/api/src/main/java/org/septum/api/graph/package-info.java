// SPDX-License-Identifier: Apache-2.0
/** The vocabulary in which blocks, models, heads and losses describe one training step as a graph of tensors. */
@Export
@Version("1.0.0")
package org.septum.api.graph;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
