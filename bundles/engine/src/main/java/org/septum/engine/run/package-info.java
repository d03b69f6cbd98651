// SPDX-License-Identifier: Apache-2.0
/** The folder of a run: its files, its status, its log and its record, read and written. */
package org.septum.engine.run;
