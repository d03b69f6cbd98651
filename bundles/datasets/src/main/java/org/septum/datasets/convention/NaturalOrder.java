// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts in the order of the alphabet, but 2 before 10. */
final class NaturalOrder implements Comparator<String> {

    private static final Pattern PARTS = Pattern.compile("[0-9]+|[^0-9]+");

    @Override
    public int compare(String one, String other) {
        Matcher first = PARTS.matcher(one);
        Matcher second = PARTS.matcher(other);
        while (first.find() && second.find()) {
            int order = part(first.group(), second.group());
            if (order != 0) {
                return order;
            }
        }
        return one.compareTo(other);
    }

    private static int part(String one, String other) {
        boolean numbers = Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0));
        return numbers ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }
}
