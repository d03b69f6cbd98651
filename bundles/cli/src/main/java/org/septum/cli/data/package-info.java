// SPDX-License-Identifier: Apache-2.0
/** The commands that look at data before anything is trained. */
package org.septum.cli.data;
