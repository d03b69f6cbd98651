// SPDX-License-Identifier: Apache-2.0
/** From the fingerprint of data to an experiment. */
package org.septum.planning;
