// SPDX-License-Identifier: Apache-2.0
/** The commands over several runs: ablations, listings, differences, comparisons. */
package org.septum.cli.compare;
