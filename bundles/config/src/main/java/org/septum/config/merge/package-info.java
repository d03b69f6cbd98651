// SPDX-License-Identifier: Apache-2.0
/** One experiment from several sources: files that extend others, settings of the command line, and the environment. */
package org.septum.config.merge;
