// SPDX-License-Identifier: Apache-2.0
package org.septum.testkit.rules;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.septum.api.Kind;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.postprocessing.PostProcessing;

/** Post-processings that break the rules. */
final class BrokenPostProcessings {

    private BrokenPostProcessings() {}

    /** What is class 2 in any slice's first row becomes background. */
    static Subject sound() {
        return Made.of(
                Kind.POST_PROCESSING,
                arguments -> made(
                        List.of("first row"),
                        volume -> volume.slices().forEach(slice -> {
                            for (int column = 0; column < volume.width(); column++) {
                                slice[column] = slice[column] == 2 ? 0 : slice[column];
                            }
                        })));
    }

    static List<BrokenPlugin> all() {
        AtomicInteger calls = new AtomicInteger();
        return List.of(
                broken("R-01", "two steps of one name", "have one name", made(List.of("a", "a"), volume -> {})),
                broken(
                        "R-02",
                        "a class that is not there",
                        "becomes the class 4",
                        made(List.of("a"), volume -> volume.slices().get(0)[0] = 4)),
                broken(
                        "R-03",
                        "classes that go round",
                        "changes what it made",
                        made(
                                List.of("a"),
                                volume -> volume.slices().get(0)[0] =
                                        (volume.slices().get(0)[0] + 1) % 4)),
                broken(
                        "R-04",
                        "a count of its calls",
                        "after another volume",
                        made(List.of("a"), volume -> volume.slices().get(0)[0] = calls.getAndIncrement() % 4)));
    }

    private static BrokenPlugin broken(String rule, String fault, String told, PostProcessing made) {
        return new BrokenPlugin(rule, fault, Made.of(Kind.POST_PROCESSING, arguments -> made), told);
    }

    private static PostProcessing made(List<String> steps, java.util.function.Consumer<DecidedVolume> change) {
        return classes -> new PostProcessing.Bound() {
            @Override
            public List<String> steps() {
                return steps;
            }

            @Override
            public void apply(int step, DecidedVolume volume) {
                change.accept(volume);
            }
        };
    }
}
