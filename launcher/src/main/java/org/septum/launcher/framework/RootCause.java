// SPDX-License-Identifier: Apache-2.0
package org.septum.launcher.framework;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The innermost cause of a failure, in one line: the outer ones only tell how the framework got there. */
final class RootCause {

    private static final String CAUSED_BY = "Caused by: ";

    /** How Felix says that a class is neither in the bundle nor in a package that the bundle imports. */
    private static final Pattern NOT_FOUND_BY =
            Pattern.compile("java\\.lang\\.ClassNotFoundException: (\\S+) not found by .*");

    /** How the JVM says that a class is made for a newer one. A class file's version is Java's plus 44. */
    private static final Pattern NEWER_CLASS = Pattern.compile(
            "java\\.lang\\.UnsupportedClassVersionError: (\\S+) .*class file version (\\d+)\\.\\d+\\), .*");

    private static final int BEFORE_JAVA_1 = 44;

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
        Matcher notImported = NOT_FOUND_BY.matcher(first);
        if (notImported.matches()) {
            return "it uses " + notImported.group(1) + ", whose package the bundle does not import; bnd writes the"
                    + " Import-Package header by itself";
        }
        Matcher newer = NEWER_CLASS.matcher(first);
        if (newer.matches()) {
            return "its class " + newer.group(1).replace('/', '.') + " was compiled for Java "
                    + (Integer.parseInt(newer.group(2)) - BEFORE_JAVA_1) + ", and this is Java "
                    + Runtime.version().feature() + "; compile it with --release 17, or start Septum with a newer Java"
                    + " (JAVA_HOME)";
        }
        int colon = first.indexOf(':');
        String type = colon < 0 ? first : first.substring(0, colon);
        String text = first.substring(type.lastIndexOf('.') + 1);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
