// SPDX-License-Identifier: Apache-2.0
package org.septum.reporting.console;

/** Where the console reporter's text goes: lines that stay, and progress that is soon out of date. */
interface Display {

    /** Prints a line that stays. */
    void line(String text);

    /** Shows progress, unless it was shown just before. */
    void progress(Progress progress);

    /** Takes progress away that is still shown, so that others can print. */
    void clear();
}
