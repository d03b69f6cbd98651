// SPDX-License-Identifier: Apache-2.0
/** The numbered rules that components have to keep, each an object that runs with or without JUnit. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("0.1.0")
package org.septum.testkit.rules;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
