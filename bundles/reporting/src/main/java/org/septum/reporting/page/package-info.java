// SPDX-License-Identifier: Apache-2.0
/** HTML pages that need no other file: their frame and style. */
package org.septum.reporting.page;
