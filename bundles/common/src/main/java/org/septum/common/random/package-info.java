// SPDX-License-Identifier: Apache-2.0
/** Random numbers that depend on what they are for and on nothing drawn before. */
@Export
@Version("1.0.0")
package org.septum.common.random;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
