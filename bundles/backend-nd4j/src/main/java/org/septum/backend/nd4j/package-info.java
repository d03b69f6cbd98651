// SPDX-License-Identifier: Apache-2.0
/** Runs planned graphs on ND4J: convolutions by its oneDNN, matrix products by its OpenBLAS, the rest in one pass each. */
package org.septum.backend.nd4j;
