// SPDX-License-Identifier: Apache-2.0
/** What the rules try components with: a picture, a script of epochs, and losses computed on given logits. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("0.1.0")
package org.septum.testkit.probe;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
