// SPDX-License-Identifier: Apache-2.0
/** The commands for plugins: what is installed, trust, verification, a new project. */
package org.septum.cli.plugin;
