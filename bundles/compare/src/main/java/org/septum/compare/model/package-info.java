// SPDX-License-Identifier: Apache-2.0
/** The comparison itself: runs put together to variants, guarded, joined by test case, and their differences judged. */
package org.septum.compare.model;
