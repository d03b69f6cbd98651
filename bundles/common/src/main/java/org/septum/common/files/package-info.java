// SPDX-License-Identifier: Apache-2.0
/** Files and folders as Septum reads and writes them: bounded, whole or not at all, and through nobody's links. */
@Export
@Version("1.0.0")
package org.septum.common.files;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
