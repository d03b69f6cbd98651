// SPDX-License-Identifier: Apache-2.0
/** Starts Felix with Septum's bundles and plugins, says what is wrong with them, and hands over to the commands. */
package org.septum.launcher;
