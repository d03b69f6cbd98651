// SPDX-License-Identifier: Apache-2.0
package org.nd4j.shade.protobuf;

/** The two interfaces of generated enumerations. */
public final class Internal {

    private Internal() {}

    public interface EnumLite {

        int getNumber();
    }

    public interface EnumLiteMap<T extends EnumLite> {

        T findValueByNumber(int number);
    }
}
