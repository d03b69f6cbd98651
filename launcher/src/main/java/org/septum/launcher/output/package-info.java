// SPDX-License-Identifier: Apache-2.0
/** Who writes to the terminal, and where all else that is printed or logged goes. */
package org.septum.launcher.output;
