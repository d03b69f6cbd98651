// SPDX-License-Identifier: Apache-2.0
/** What the author of a plugin or a backend tests with: a naive backend in double precision, usable with or without JUnit. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("0.1.0")
package org.septum.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
