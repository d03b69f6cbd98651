// SPDX-License-Identifier: Apache-2.0
/** What every component has: a type name, declared options, checked arguments, and errors a user can act on. */
@Export
@Version("1.0.0")
package org.septum.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
