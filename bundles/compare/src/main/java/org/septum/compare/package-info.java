// SPDX-License-Identifier: Apache-2.0
/** Sets recorded runs side by side: lists them, tells what differs, and compares their scores case by case. */
package org.septum.compare;
