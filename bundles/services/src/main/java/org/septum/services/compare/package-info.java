// SPDX-License-Identifier: Apache-2.0
/** Reading recorded runs back: listing them, telling what differs, and comparing their scores. */
@Export
@Version("1.0.0")
package org.septum.services.compare;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
