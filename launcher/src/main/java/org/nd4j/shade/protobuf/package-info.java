// SPDX-License-Identifier: Apache-2.0
/**
 * Stands in for ND4J's copy of Protocol Buffers, which is left out since Septum reads nothing with it: two interfaces are
 * enough for the enumeration of data types that ND4J looks at when it works out the shape of a result.
 */
package org.nd4j.shade.protobuf;
