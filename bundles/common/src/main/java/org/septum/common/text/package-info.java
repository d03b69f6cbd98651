// SPDX-License-Identifier: Apache-2.0
/** Text for people, shells, spreadsheets and terminals. */
@Export
@Version("1.0.0")
package org.septum.common.text;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
