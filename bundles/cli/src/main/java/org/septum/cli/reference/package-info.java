// SPDX-License-Identifier: Apache-2.0
/** The reference documentation of the installed components and of the experiment file, from their own declarations. */
package org.septum.cli.reference;
