// SPDX-License-Identifier: Apache-2.0
/** Reading recorded runs back: listing them, telling what differs, and comparing their scores. */
@Export
@Version("0.1.0")
package org.septum.api.compare;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
