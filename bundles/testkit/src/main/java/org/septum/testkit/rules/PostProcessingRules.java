// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import static org.septum.testkit.rules.Rule.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.septum.api.data.Spacing;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.postprocessing.PostProcessing;

/** What post-processings keep to, on small volumes with three structures, torn and whole. */
record PostProcessingRules(Subject subject) {

    private static final int SIZE = 16;

    static List<Rule> of(Subject subject) {
        PostProcessingRules rules = new PostProcessingRules(subject);
        return List.of(
                new Rule("R-01", "there is a step, and each has a name of its own that stays the same", rules::names),
                new Rule("R-02", "masks keep their size, and hold the head's classes alone", rules::classes),
                new Rule("R-03", "a step done twice is as done once", rules::idempotent),
                new Rule("R-04", "a volume's masks depend on no other volume", rules::alone));
    }

    private PostProcessing.Bound bound() {
        return subject.create(PostProcessing.class).bind(Subject.LABELS);
    }

    /** Three discs, one within another, in three slices; with pixels of random classes strewn over them, or without. */
    private static DecidedVolume volume(long seed, boolean torn) {
        Random random = new Random(seed);
        List<int[]> slices = new ArrayList<>();
        for (int slice = 0; slice < 3; slice++) {
            int[] decided = new int[SIZE * SIZE];
            for (int pixel = 0; pixel < decided.length; pixel++) {
                int row = pixel / SIZE - 8;
                int column = pixel % SIZE - 7;
                int distance = row * row + column * column;
                decided[pixel] = distance < 6 ? 3 : distance < 16 ? 2 : distance < 36 && column > 2 ? 1 : 0;
                if (torn && random.nextInt(8) == 0) {
                    decided[pixel] = random.nextInt(Subject.LABELS.size());
                }
            }
            slices.add(decided);
        }
        return new DecidedVolume("made up " + seed, SIZE, SIZE, Optional.of(new Spacing(1.5, 1.25, 8)), slices);
    }

    private static List<DecidedVolume> volumes() {
        List<DecidedVolume> volumes = new ArrayList<>(List.of(volume(0, false)));
        for (long seed = 1; seed < 6; seed++) {
            volumes.add(volume(seed, true));
        }
        DecidedVolume empty = volume(6, false);
        empty.slices().forEach(slice -> Arrays.fill(slice, 0));
        volumes.add(empty);
        return volumes;
    }

    private void names() {
        List<String> names = bound().steps();
        require(!names.isEmpty(), "it has no step");
        require(new HashSet<>(names).size() == names.size(), "two steps have one name: " + names);
        require(names.equals(bound().steps()), "its steps are " + names + ", and then " + bound().steps());
    }

    private void classes() {
        PostProcessing.Bound bound = bound();
        for (DecidedVolume volume : volumes()) {
            List<int[]> arrays = List.copyOf(volume.slices());
            for (int step = 0; step < bound.steps().size(); step++) {
                bound.apply(step, volume);
            }
            for (int[] decided : arrays) {
                for (int found : decided) {
                    require(
                            found >= 0 && found < Subject.LABELS.size(),
                            "a pixel becomes the class " + found + ", where there are " + Subject.LABELS.size());
                }
            }
            require(
                    volume.slices().size() == arrays.size()
                            && volume.slices().stream().allMatch(slice -> slice.length == SIZE * SIZE),
                    "a volume has other slices afterwards; the arrays it gets are to be changed");
        }
    }

    private void idempotent() {
        PostProcessing.Bound bound = bound();
        for (DecidedVolume volume : volumes()) {
            for (int step = 0; step < bound.steps().size(); step++) {
                DecidedVolume once = volume.copy();
                bound.apply(step, once);
                DecidedVolume twice = once.copy();
                bound.apply(step, twice);
                require(same(once, twice), "'" + bound.steps().get(step) + "' done again changes what it made");
            }
        }
    }

    private void alone() {
        PostProcessing.Bound bound = bound();
        DecidedVolume first = volume(1, true);
        DecidedVolume again = first.copy();
        for (int step = 0; step < bound.steps().size(); step++) {
            bound.apply(step, first);
        }
        for (int step = 0; step < bound.steps().size(); step++) {
            bound.apply(step, volume(2, true));
            bound.apply(step, again);
        }
        require(same(first, again), "after another volume, an equal one has other masks");
    }

    private static boolean same(DecidedVolume one, DecidedVolume other) {
        for (int slice = 0; slice < one.slices().size(); slice++) {
            if (!Arrays.equals(one.slices().get(slice), other.slices().get(slice))) {
                return false;
            }
        }
        return true;
    }
}
