// SPDX-License-Identifier: Apache-2.0
package org.septum.api;

/**
 * A place in an experiment file or on the command line.
 *
 * @param source the file as the user named it, or for example {@code --set data.batch-size=x}
 * @param line counted from 1; 0 where the source has no lines
 * @param column counted from 1; 0 where the source has no lines
 */
public record Location(String source, int line, int column) {

    @Override
    public String toString() {
        return line > 0 ? source + ":" + line + ":" + column : source;
    }
}
