// SPDX-License-Identifier: Apache-2.0
/** What datasets of files have in common: pairs of files found by name, and the numbers that stand for labels. */
package org.septum.datasets.files;
