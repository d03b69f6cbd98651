// SPDX-License-Identifier: Apache-2.0
/** Functions of single elements and of single pixels. */
package org.septum.backend.nd4j.pointwise;
