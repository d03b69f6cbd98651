// SPDX-License-Identifier: Apache-2.0
/** The reporter that tells on the terminal how a run goes. */
package org.septum.reporting.console;
