// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.files;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.septum.api.UserError;
import org.septum.common.files.FilePattern;
import org.septum.common.files.FolderFiles;

/** Finds images that lack a channel. */
record ChannelCheck(Pairs pairs) {

    /**
     * Every image has all its files, and none of them lies there without the first.
     *
     * @param ids of the images that have the first file
     * @throws UserError naming the image and the file
     */
    void require(Set<String> ids, FolderFiles there) {
        Set<String> problems = new TreeSet<>();
        Set<String> taken = new HashSet<>();
        for (String id : ids) {
            taken.add(pairs.partners().path(id));
            for (String path : pairs.images().paths(id)) {
                taken.add(path);
                if (!Files.isRegularFile(pairs.root().resolve(path))) {
                    problems.add("image '" + id + "' has no file '" + path + "'");
                }
            }
        }
        List<FilePattern> patterns = pairs.images().patterns();
        for (FilePattern pattern : patterns.subList(1, patterns.size())) {
            there.files().stream()
                    .filter(path -> !taken.contains(path))
                    .forEach(path -> pattern.id(path)
                            .filter(id -> !ids.contains(id))
                            .ifPresent(id -> problems.add("image '" + id + "' has no file '"
                                    + pairs.images().first().path(id) + "', but '" + path + "'")));
        }
        if (!problems.isEmpty()) {
            List<String> all = List.copyOf(problems);
            String more = all.size() == 1 ? "" : "; so with " + (all.size() - 1) + " more";
            throw new UserError(
                    error(all.get(0) + more).getMessage(),
                    all.stream().map(problem -> error(problem).getMessage()).toList());
        }
    }

    private UserError error(String problem) {
        return pairs.arguments()
                .error(
                        ImagePatterns.NAME,
                        problem + "; every image has "
                                + pairs.images().patterns().size() + " channels ("
                                + String.join(", ", pairs.images().texts())
                                + "): add the file, or take the others of this image away");
    }
}
