// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of a file's path.
 *
 * @param path with slashes, from the folder that was given
 * @param folders from the outermost to the innermost
 * @param stem the name without its ending
 * @param ending with its dot, in the letters that it has
 */
record FileName(String path, List<String> folders, String stem, String ending) {

    /**
     * @param endings in lower case, longer ones before those that they end with
     * @return empty if the file has another ending, or nothing in front of it
     */
    static Optional<FileName> of(String path, List<String> endings) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        String lower = name.toLowerCase(Locale.ROOT);
        return endings.stream()
                .filter(ending -> lower.endsWith(ending) && lower.length() > ending.length())
                .findFirst()
                .map(ending -> new FileName(
                        path,
                        slash < 0
                                ? List.of()
                                : Arrays.asList(path.substring(0, slash).split("/")),
                        name.substring(0, name.length() - ending.length()),
                        name.substring(name.length() - ending.length())));
    }
}
