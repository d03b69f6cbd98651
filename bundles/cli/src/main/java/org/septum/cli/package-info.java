// SPDX-License-Identifier: Apache-2.0
/** The commands: reads the command line, calls the services that do the work, and turns failures into exit codes. */
package org.septum.cli;
