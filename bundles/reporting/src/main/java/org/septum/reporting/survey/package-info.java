// SPDX-License-Identifier: Apache-2.0
/** The page about the data before anything is trained. */
package org.septum.reporting.survey;
