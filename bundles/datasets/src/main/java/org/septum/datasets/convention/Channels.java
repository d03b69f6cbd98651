// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.convention;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether several names of images of one mask are its channels.
 *
 * @param candidates under which masks have an image, in the order in which people count
 */
record Channels(List<ImageTemplates.Coverage> candidates) {

    /**
     * The images that a mask can have; several where the names do not tell which. Files are channels of one image where they lie
     * side by side and each has an ending of its own behind the id, as in {@code 01_t1} and {@code 01_t2}, or {@code 01_0000}.
     */
    List<List<String>> choices() {
        List<String> templates =
                candidates.stream().map(ImageTemplates.Coverage::template).toList();
        if (templates.size() < 2) {
            return templates.isEmpty() ? List.of() : List.of(templates);
        }
        boolean channels = templates.stream().map(Channels::folder).distinct().count() == 1
                && templates.stream().noneMatch(Channels::isPlain)
                && templates.stream().map(Channels::ending).distinct().count() == 1;
        if (channels) {
            return List.of(templates);
        }
        // A name that covers fewer masks than another is a derived picture, such as a preview of some.
        int most = candidates.stream()
                .mapToInt(ImageTemplates.Coverage::masks)
                .max()
                .orElse(0);
        List<List<String>> each = new ArrayList<>();
        candidates.stream()
                .filter(candidate -> candidate.masks() == most)
                .forEach(candidate -> each.add(List.of(candidate.template())));
        return each;
    }

    private static String folder(String template) {
        return template.substring(0, template.lastIndexOf('/') + 1);
    }

    /** Whether nothing but the id, or what all have, stands in the name. */
    private static boolean isPlain(String template) {
        String name = template.substring(template.lastIndexOf('/') + 1);
        return name.endsWith("{id}" + ending(template));
    }

    private static String ending(String template) {
        int place = template.lastIndexOf("{id}");
        int dot = template.indexOf('.', Math.max(0, place));
        return dot < 0 ? "" : template.substring(dot);
    }
}
