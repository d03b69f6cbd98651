// SPDX-License-Identifier: Apache-2.0
package org.septum.postprocessing;

import java.util.List;
import java.util.stream.IntStream;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.postprocessing.PostProcessing;

/** The same step for each of some classes. */
record ClassSteps(List<String> names, List<Integer> classes, Change change) implements PostProcessing.Bound {

    /** Which classes; without it, each foreground class on its own. */
    static final Option CLASSES = Option.list(
                    "classes",
                    new OptionType.Text(),
                    "for which classes, each on its own; without it, for every foreground class")
            .optional();

    /** What a step does for one class. */
    @FunctionalInterface
    interface Change {

        void apply(DecidedVolume volume, int classIndex);
    }

    /**
     * Steps for the classes that the option {@link #CLASSES} names.
     *
     * @param verb what is done, before the class's name
     * @throws org.septum.api.UserError if there is no such class
     */
    static ClassSteps of(Arguments arguments, List<String> classes, String verb, Change change) {
        List<Integer> chosen = arguments.has(CLASSES.name())
                ? arguments.list(CLASSES.name(), String.class).stream()
                        .map(name -> index(arguments, classes, name))
                        .distinct()
                        .toList()
                : IntStream.range(1, classes.size()).boxed().toList();
        return new ClassSteps(
                chosen.stream().map(index -> verb + " " + classes.get(index)).toList(), chosen, change);
    }

    private static int index(Arguments arguments, List<String> classes, String name) {
        int index = classes.indexOf(name);
        if (index < 1) {
            throw arguments.error(
                    CLASSES.name(),
                    "found '" + name + "', allowed are the head's foreground classes: "
                            + String.join(", ", classes.subList(1, classes.size())));
        }
        return index;
    }

    @Override
    public List<String> steps() {
        return names;
    }

    @Override
    public void apply(int step, DecidedVolume volume) {
        change.apply(volume, classes.get(step));
    }
}
