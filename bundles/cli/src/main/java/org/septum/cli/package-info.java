// SPDX-License-Identifier: Apache-2.0
/** The commands of {@code launcher/septum}. */
package org.septum.cli;
