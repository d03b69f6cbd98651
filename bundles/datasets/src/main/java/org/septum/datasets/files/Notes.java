// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.septum.common.files.FolderFiles;
import org.septum.common.text.Words;

/** What was noticed in files that are read nevertheless; filled by several threads, in any order. */
public final class Notes {

    private final Map<String, TreeSet<String>> filesOf = new TreeMap<>();

    /**
     * @param what said of one or several files, for example {@code turned as the orientation tag says}
     */
    public synchronized void add(String what, String file) {
        filesOf.computeIfAbsent(what, key -> new TreeSet<>()).add(file);
    }

    /** A line for each thing that was noticed, with the number of files and the first names; the same for the same files. */
    public synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        filesOf.forEach((what, files) -> lines.add(
                Words.count(files.size(), "file") + ": " + what + " (" + FolderFiles.some(List.copyOf(files)) + ")"));
        return lines;
    }
}
