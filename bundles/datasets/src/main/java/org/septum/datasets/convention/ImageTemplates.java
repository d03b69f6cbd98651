// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.common.files.FilePattern;

/**
 * Finds how the images of masks are called: by a mask's id, which stands somewhere in the image's path, and by what is around it
 * in most of them.
 *
 * @param images the paths of all files that are no masks
 */
record ImageTemplates(Set<String> images) {

    /** The ids that vote; each is looked for in every image's path. */
    private static final int VOTERS = 100;

    /**
     * How many masks have an image of a name.
     *
     * @param template with {@code {id}}, and {@code {folder}} where the masks' has one
     */
    record Coverage(String template, int masks) {}

    /**
     * The names under which at least half of the masks have an image, in the order in which people count.
     *
     * @param masks of one template
     */
    List<Coverage> of(Collection<MaskName> masks) {
        List<MaskName> all = List.copyOf(masks);
        int voters = Math.min(VOTERS, all.size());
        Map<String, Integer> votes = new HashMap<>();
        for (int i = 0; i < voters; i++) {
            MaskName voter = all.get((int) ((long) i * all.size() / voters));
            for (String image : images) {
                String template = template(image, voter);
                if (!template.isEmpty()) {
                    votes.merge(template, 1, Integer::sum);
                }
            }
        }
        List<Coverage> found = new ArrayList<>();
        votes.forEach((template, count) -> {
            if (2 * count >= voters) {
                FilePattern pattern = FilePattern.of(template);
                int covered = (int) all.stream()
                        .filter(mask -> images.contains(pattern.path(mask.key())))
                        .count();
                if (2 * covered >= all.size()) {
                    found.add(new Coverage(template, covered));
                }
            }
        });
        found.sort(Comparator.comparing(Coverage::template, new NaturalOrder()));
        return found;
    }

    /** The image's path with places for what the mask has; empty if it is not in there, or in no way that can be written. */
    private static String template(String image, MaskName mask) {
        if (!mask.folder().isEmpty()) {
            if (!image.startsWith(mask.folder() + "/")) {
                int at = image.indexOf("/" + mask.folder() + "/");
                return at < 0 ? "" : insideFolder(image, at + 1, mask);
            }
            return insideFolder(image, 0, mask);
        }
        return replaced(image, mask.id());
    }

    private static String insideFolder(String image, int at, MaskName mask) {
        String rest = image.substring(at + mask.folder().length());
        String name = replaced(rest, mask.id());
        return name.isEmpty() ? "" : image.substring(0, at) + "{folder}" + name;
    }

    /** With {@code {id}} wherever the id stands as a whole. */
    private static String replaced(String path, String id) {
        StringBuilder template = new StringBuilder();
        int from = 0;
        int places = 0;
        for (int at = path.indexOf(id); at >= 0; at = path.indexOf(id, at + 1)) {
            if (at >= from && isWhole(path, at, id)) {
                template.append(path, from, at).append("{id}");
                from = at + id.length();
                places++;
            }
        }
        return places == 0 ? "" : template.append(path.substring(from)).toString();
    }

    /** Whether neither a word nor a number goes on beyond the ends of what was found. */
    private static boolean isWhole(String path, int at, String id) {
        int end = at + id.length();
        return (at == 0 || !belong(path.charAt(at - 1), path.charAt(at)))
                && (end == path.length() || !belong(path.charAt(end - 1), path.charAt(end)));
    }

    private static boolean belong(char one, char next) {
        boolean letters = Character.isLetter(one) && Character.isLetter(next);
        boolean newWord = Character.isLowerCase(one) && Character.isUpperCase(next);
        return letters && !newWord || Character.isDigit(one) && Character.isDigit(next);
    }
}
