// SPDX-License-Identifier: Apache-2.0
/** What the rules try components with: a picture, cases, a script of epochs, losses on given logits, functions alone. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("0.1.0")
package org.septum.testkit.probe;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
