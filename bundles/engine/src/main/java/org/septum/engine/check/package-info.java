// SPDX-License-Identifier: Apache-2.0
/** What can be known to be wrong with an experiment before its samples are read. */
package org.septum.engine.check;
