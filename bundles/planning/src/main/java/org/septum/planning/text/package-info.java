// SPDX-License-Identifier: Apache-2.0
/** Experiments as files that people read. */
package org.septum.planning.text;
