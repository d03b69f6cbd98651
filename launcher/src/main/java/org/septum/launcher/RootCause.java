// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher;

/** The innermost cause of a failure, in one line: the outer ones only tell how the framework got there. */
final class RootCause {

    private static final String CAUSED_BY = "Caused by: ";

    private RootCause() {}

    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return shortened(cause.toString());
    }

    /** The same from a printed stack trace, which is all that Declarative Services keeps of a failure. */
    static String of(String stackTrace) {
        String line = stackTrace.lines().findFirst().orElse("no reason given");
        for (String next : stackTrace.lines().toList()) {
            if (next.startsWith(CAUSED_BY)) {
                line = next.substring(CAUSED_BY.length());
            }
        }
        return shortened(line);
    }

    /** {@code java.lang.IllegalStateException: text} without the package, and without the full stop of the text. */
    private static String shortened(String exception) {
        String first = exception.lines().findFirst().orElse("").strip();
        int colon = first.indexOf(':');
        String type = colon < 0 ? first : first.substring(0, colon);
        String text =
                first.substring(type.substring(0, type.lastIndexOf('.') + 1).length());
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
