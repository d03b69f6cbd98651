// SPDX-License-Identifier: Apache-2.0
/** Heads: from features to logits, from labels to targets, and from logits to a decision. */
@Export
@Version("1.0.0")
package org.septum.api.head;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
