// SPDX-License-Identifier: Apache-2.0
/** The comparison's page in a real browser. */
package org.septum.compare.browser;
