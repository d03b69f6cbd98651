// SPDX-License-Identifier: Apache-2.0
/** A backend in double precision, one obvious loop per operation: the measure of every other backend, with or without JUnit. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("0.1.0")
package org.septum.testkit.reference;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
