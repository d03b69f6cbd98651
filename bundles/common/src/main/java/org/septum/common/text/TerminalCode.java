// SPDX-License-Identifier: Apache-2.0
package org.septum.common.text;

/**
 * What steers a terminal. Text that is printed comes from files and names that others wrote, so the streams that the launcher
 * offers show a control character as its number, like {@code \u001b}; those from here they let through, for they stand behind
 * a word that each process makes up and no file can know.
 */
public final class TerminalCode {

    private static final String MARK = System.getProperty("septum.terminal.mark", "");

    private TerminalCode() {}

    /** Back to the beginning of the line, so that it is written over. */
    public static String lineStart() {
        return MARK + "\r";
    }

    /**
     * Text of another look.
     *
     * @param rendition the parameter of ECMA-48's SGR, for example 1 for bold, 2 for faint, 31 for red
     */
    public static String styled(int rendition, String text) {
        return rendition(rendition) + text + rendition(0);
    }

    /**
     * All that follows has another look.
     *
     * @param rendition the parameter of ECMA-48's SGR; 0 ends all others
     */
    public static String rendition(int rendition) {
        return MARK + "\u001b[" + rendition + "m";
    }
}
