// SPDX-License-Identifier: Apache-2.0
/** What every backend is held to: operations on numbers from PyTorch, and small plans and networks as the reference runs them. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("0.1.0")
package org.septum.testkit.conformance;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
