// SPDX-License-Identifier: Apache-2.0
/** Planning the trainings of an ablation, and carrying them out. */
@Export
@Version("1.0.0")
package org.septum.services.ablation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
