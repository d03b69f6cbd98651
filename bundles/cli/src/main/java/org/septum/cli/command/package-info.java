// SPDX-License-Identifier: Apache-2.0
/** What every command is built of: the services it asks, the arguments and options that commands share, and how a failure is told. */
package org.septum.cli.command;
