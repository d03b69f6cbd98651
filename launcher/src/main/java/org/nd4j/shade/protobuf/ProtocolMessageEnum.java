// SPDX-License-Identifier: Apache-2.0
package org.nd4j.shade.protobuf;

/** What every generated enumeration is. */
public interface ProtocolMessageEnum extends Internal.EnumLite {}
