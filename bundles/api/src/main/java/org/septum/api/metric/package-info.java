// SPDX-License-Identifier: Apache-2.0
/** Metrics: scores of predictions against the truth, accumulated per case. */
@Export
@Version("1.0.0")
package org.septum.api.metric;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
