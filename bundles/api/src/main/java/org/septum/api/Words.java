// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

/** English for messages. */
public final class Words {

    private Words() {}

    /** A noun with its article: a loss, an optimizer. */
    public static String a(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    /** A number of things: 1 group, 2 groups. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
