// SPDX-License-Identifier: Apache-2.0
/** How results are printed: tables, JSON, lines that are redrawn. */
package org.septum.cli.terminal;
