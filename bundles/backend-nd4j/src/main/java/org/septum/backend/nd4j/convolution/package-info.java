// SPDX-License-Identifier: Apache-2.0
/** Convolutions, ordinary, in groups and transposed, and their gradients. */
package org.septum.backend.nd4j.convolution;
