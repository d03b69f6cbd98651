// SPDX-License-Identifier: Apache-2.0
/** Looking at an experiment's data: a survey of them, and pictures. */
@Export
@Version("1.0.0")
package org.septum.services.data;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
