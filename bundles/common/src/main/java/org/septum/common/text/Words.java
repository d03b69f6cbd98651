// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

/** English for messages. */
public final class Words {

    private Words() {}

    /** A number of things: 1 group, 2 groups. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
