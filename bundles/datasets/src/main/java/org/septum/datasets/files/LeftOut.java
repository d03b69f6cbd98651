// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.septum.common.files.FilePattern;
import org.septum.common.files.FolderFiles;

/**
 * Tells which files of a dataset's folders belong to no pair, and why.
 *
 * @param ids of the pairs
 */
record LeftOut(Pairs pairs, Set<String> ids) {

    /** The last of a name, with what it compresses. */
    private static final Pattern ENDING = Pattern.compile("(\\.nii)?\\.[^./]*$", Pattern.CASE_INSENSITIVE);

    /** A line that counts what was taken and names the first of each kind that was not. */
    String note(FolderFiles there) {
        Set<String> files = new TreeSet<>(there.files());
        List<String> broken = there.brokenLinks();
        files.addAll(there.garbled());
        for (String id : ids) {
            pairs.images().paths(id).forEach(files::remove);
            files.remove(pairs.partners().path(id));
        }
        Map<String, List<String>> kinds = new TreeMap<>();
        Set<String> otherEndings = idsOfOtherEndings(files);
        for (String file : files) {
            kinds.computeIfAbsent(why(file, otherEndings), kind -> new ArrayList<>())
                    .add(file);
        }
        if (!broken.isEmpty()) {
            kinds.put("whose link leads nowhere", broken);
        }
        List<String> parts = new ArrayList<>();
        kinds.forEach((kind, names) -> parts.add(names.size() + " " + kind + " (" + FolderFiles.some(names) + ")"));
        return ids.size() + (ids.size() == 1 ? " image with its " : " images, each with its ") + pairs.noun()
                + ", taken" + (parts.isEmpty() ? "" : "; not taken: " + String.join("; ", parts));
    }

    /** The ids of images that would be taken if they ended as the pattern does. */
    private Set<String> idsOfOtherEndings(Set<String> files) {
        Set<String> found = new TreeSet<>();
        for (String file : files) {
            FilePattern images = pairs.images().first();
            if (images.id(file).isEmpty()) {
                butForItsEnding(images, file).ifPresent(found::add);
            }
        }
        return found;
    }

    private String why(String file, Set<String> otherEndings) {
        Optional<String> partner = pairs.partners().id(file);
        if (partner.isPresent()) {
            return "of the pattern '" + pairs.partners().text() + "', "
                    + (otherEndings.contains(partner.get()) ? "whose image has another ending" : "without an image");
        }
        List<FilePattern> patterns = new ArrayList<>(pairs.images().patterns());
        patterns.add(pairs.partners());
        for (FilePattern pattern : patterns) {
            if (butForItsEnding(pattern, file).isPresent()) {
                return wayOut(ending(pattern.text()), ending(file)) + ", with another ending than '" + pattern.text()
                        + "'";
            }
        }
        return "of other names";
    }

    /** What makes a file one of the pattern. */
    private static String wayOut(String wanted, String found) {
        if (wanted.equalsIgnoreCase(found)) {
            return "to be renamed";
        }
        if (wanted.equalsIgnoreCase(found + ".gz")) {
            return "to be compressed with gzip";
        }
        if (found.equalsIgnoreCase(wanted + ".gz")) {
            return "to be unpacked with gunzip";
        }
        return "to be saved as '" + wanted + "'";
    }

    private static String ending(String path) {
        Matcher matcher = ENDING.matcher(path);
        return matcher.find() ? matcher.group() : "";
    }

    private static Optional<String> butForItsEnding(FilePattern pattern, String file) {
        String open = ENDING.matcher(pattern.text()).replaceFirst("");
        return open.contains("{id}") && !open.equals(pattern.text())
                ? FilePattern.of(open).id(ENDING.matcher(file).replaceFirst(""))
                : Optional.empty();
    }
}
