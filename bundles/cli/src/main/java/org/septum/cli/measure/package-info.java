// SPDX-License-Identifier: Apache-2.0
/** The commands that tell what the machine has, and measure the time and memory that work takes on it. */
package org.septum.cli.measure;
