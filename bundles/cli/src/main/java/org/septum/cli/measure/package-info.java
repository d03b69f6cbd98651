// SPDX-License-Identifier: Apache-2.0
/** The commands that measure time and memory. */
package org.septum.cli.measure;
