// SPDX-License-Identifier: Apache-2.0
/** One small component of each kind that plugins add most: what {@code septum new-plugin} writes is made from these. */
package org.septum.example;
