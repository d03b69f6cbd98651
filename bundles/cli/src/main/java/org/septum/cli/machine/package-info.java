// SPDX-License-Identifier: Apache-2.0
/** The devices that a command can compute on, and which of them the machine has. */
package org.septum.cli.machine;
