// SPDX-License-Identifier: Apache-2.0
/** What the machine has: its devices, and the programs that tell of them. */
package org.septum.cli.machine;
