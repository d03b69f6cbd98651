// SPDX-License-Identifier: Apache-2.0
/** The sections of an experiment: their declared keys, strict reading of each, and the components that they name. */
package org.septum.config.section;
