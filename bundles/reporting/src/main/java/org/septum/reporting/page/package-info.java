// SPDX-License-Identifier: Apache-2.0
/** HTML pages that need no other file: their frame, style and markup. */
package org.septum.reporting.page;
