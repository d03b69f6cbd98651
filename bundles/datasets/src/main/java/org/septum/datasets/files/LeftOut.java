// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.septum.api.data.FolderFiles;

/**
 * Tells which files of a dataset's folders belong to no pair, and why.
 *
 * @param ids of the pairs
 */
record LeftOut(Pairs pairs, Set<String> ids) {

    /** The last of a name, with what it compresses. */
    private static final Pattern ENDING = Pattern.compile("(\\.nii)?\\.[^./]*$", Pattern.CASE_INSENSITIVE);

    /** A line that counts what was taken and names the first of each kind that was not. */
    String note(FolderFiles below, FolderFiles belowPartners) {
        Set<String> files = new TreeSet<>(below.files());
        files.addAll(belowPartners.files());
        Set<String> broken = new TreeSet<>(below.brokenLinks());
        broken.addAll(belowPartners.brokenLinks());
        files.addAll(below.garbled());
        files.addAll(belowPartners.garbled());
        for (String id : ids) {
            files.remove(pairs.images().path(id));
            files.remove(pairs.partners().path(id));
        }
        Map<String, List<String>> kinds = new TreeMap<>();
        for (String file : files) {
            kinds.computeIfAbsent(why(file), kind -> new ArrayList<>()).add(file);
        }
        if (!broken.isEmpty()) {
            kinds.put("broken links", List.copyOf(broken));
        }
        List<String> parts = new ArrayList<>();
        kinds.forEach((kind, names) -> parts.add(names.size() + " " + kind + " (" + FolderFiles.some(names) + ")"));
        return ids.size() + (ids.size() == 1 ? " image with its " : " images, each with its ") + pairs.noun()
                + ", taken" + (parts.isEmpty() ? "" : "; not taken: " + String.join("; ", parts));
    }

    private String why(String file) {
        if (pairs.partners().id(file).isPresent()) {
            return "of the pattern '" + pairs.partners().text() + "', without an image";
        }
        for (FilePattern pattern : List.of(pairs.images(), pairs.partners())) {
            if (matchesButForItsEnding(pattern, file)) {
                return "with another ending than '" + pattern.text() + "'";
            }
        }
        return "of other names";
    }

    private static boolean matchesButForItsEnding(FilePattern pattern, String file) {
        String open = ENDING.matcher(pattern.text()).replaceFirst("");
        return open.contains("{id}")
                && !open.equals(pattern.text())
                && FilePattern.of(open)
                        .id(ENDING.matcher(file).replaceFirst(""))
                        .isPresent();
    }
}
