// SPDX-License-Identifier: Apache-2.0
/** ND4J itself: whether and where it can run, and bringing it up. */
package org.septum.backend.nd4j.library;
