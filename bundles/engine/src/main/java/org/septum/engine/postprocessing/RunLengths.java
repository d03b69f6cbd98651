// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.postprocessing;

import java.util.Arrays;

/**
 * The classes of many pixels as runs of one class: masks of a whole validation part stay in memory that way.
 *
 * @param runs a class and how many pixels in a row have it, alternately
 */
record RunLengths(int[] runs) {

    static RunLengths of(int[] classes) {
        int[] runs = new int[16];
        int used = 0;
        for (int from = 0; from < classes.length; ) {
            int to = from + 1;
            while (to < classes.length && classes[to] == classes[from]) {
                to++;
            }
            if (used == runs.length) {
                runs = Arrays.copyOf(runs, 2 * used);
            }
            runs[used++] = classes[from];
            runs[used++] = to - from;
            from = to;
        }
        return new RunLengths(Arrays.copyOf(runs, used));
    }

    int[] classes() {
        int pixels = 0;
        for (int i = 1; i < runs.length; i += 2) {
            pixels += runs[i];
        }
        int[] classes = new int[pixels];
        int at = 0;
        for (int i = 0; i < runs.length; i += 2) {
            Arrays.fill(classes, at, at + runs[i + 1], runs[i]);
            at += runs[i + 1];
        }
        return classes;
    }
}
