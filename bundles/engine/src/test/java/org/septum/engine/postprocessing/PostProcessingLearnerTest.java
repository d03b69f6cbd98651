// SPDX-License-Identifier: Apache-2.0
package org.septum.engine.postprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.septum.api.Kind;
import org.septum.api.head.Head;
import org.septum.api.postprocessing.DecidedVolume;
import org.septum.api.postprocessing.PostProcessing;
import org.septum.api.report.PostProcessed;
import org.septum.engine.TestComponents;
import org.septum.engine.sample.ActiveHead;

class PostProcessingLearnerTest {

    private static final List<String> CLASSES = List.of("background", "rv", "lv");

    private final ActiveHead head = head();

    private static ActiveHead head() {
        Head.Bound bound = new TestComponents()
                .component(Kind.HEAD, "multiclass", Map.of())
                .create(Head.class)
                .bind(CLASSES);
        return new ActiveHead("heart", "head", bound, null, 1, List.of(), CLASSES, new int[] {0, 1, 2});
    }

    private static MaskSteps steps(List<String> names, List<Consumer<int[]>> changes) {
        PostProcessing.Bound bound = new PostProcessing.Bound() {
            @Override
            public List<String> steps() {
                return names;
            }

            @Override
            public void apply(int step, DecidedVolume volume) {
                volume.slices().forEach(changes.get(step));
            }
        };
        return new MaskSteps(Map.of(
                "heart",
                java.util.stream.IntStream.range(0, names.size())
                        .mapToObj(index -> new MaskSteps.Step(names.get(index), bound, index))
                        .toList()));
    }

    private PostProcessed learn(MaskSteps steps, int[][] decided, int[][] truth) {
        PostProcessingLearner learner = new PostProcessingLearner(List.of(head), steps);
        for (int volume = 0; volume < decided.length; volume++) {
            DecidedVolume whole = new DecidedVolume(
                    "v" + volume, 1, decided[volume].length, Optional.empty(), List.of(decided[volume]));
            learner.add(head, whole, List.of(truth[volume]));
        }
        return learner.learn("validation part");
    }

    /**
     * Dropping the first pixel helps rv in both volumes: 2/3 to 1 in the first, 0 to 1 in the second, where the truth has no
     * rv. Dropping the last one then harms lv, though rv is untouched.
     */
    @Test
    void aStepIsKeptWhereTheMeanRisesAndNoClassFalls() {
        MaskSteps steps = steps(
                List.of("first", "last"), List.of(pixels -> pixels[0] = 0, pixels -> pixels[pixels.length - 1] = 0));

        PostProcessed learned =
                learn(steps, new int[][] {{1, 1, 0, 2}, {1, 0, 0, 2}}, new int[][] {{0, 1, 0, 2}, {0, 0, 0, 2}});

        assertThat(learned.learnedOn()).isEqualTo("validation part, 2 volumes");
        assertThat(learned.kept()).extracting(PostProcessed.Step::name).containsExactly("first");
        PostProcessed.Step first = learned.steps().get(0);
        assertThat(first.before().get("rv")).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(first.before().get("lv")).isEqualTo(1);
        assertThat(first.after().get("rv")).isEqualTo(1);
        PostProcessed.Step last = learned.steps().get(1);
        assertThat(last.before()).as("on what the first has left").isEqualTo(first.after());
        assertThat(last.after().get("lv")).isZero();
    }

    /** rv rises from 2/3 to 1, and lv falls from 1 to 2/3. */
    @Test
    void aStepThatHarmsOneClassIsLeft() {
        MaskSteps steps = steps(List.of("both"), List.of(pixels -> {
            pixels[0] = 0;
            pixels[4] = 0;
        }));

        PostProcessed learned = learn(steps, new int[][] {{1, 1, 0, 2, 2}}, new int[][] {{0, 1, 0, 2, 2}});

        PostProcessed.Step step = learned.steps().get(0);
        assertThat(step.kept()).isFalse();
        assertThat(step.after().get("rv")).isEqualTo(1);
        assertThat(step.after().get("lv")).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(learned.kept()).isEmpty();
        assertThat(steps.kept(learned).isEmpty()).isTrue();
    }

    @Test
    void whatChangesNothingIsLeft() {
        PostProcessed learned =
                learn(steps(List.of("none"), List.of(pixels -> {})), new int[][] {{1, 2}}, new int[][] {{1, 2}});
        assertThat(learned.kept()).isEmpty();
    }

    @Test
    void withoutVolumesNothingIsKept() {
        PostProcessed learned = new PostProcessingLearner(
                        List.of(head), steps(List.of("a"), List.of(pixels -> pixels[0] = 0)))
                .learn("validation part");
        assertThat(learned.learnedOn()).isEqualTo("validation part, 0 volumes");
        assertThat(learned.kept()).isEmpty();
    }

    @Test
    void aRecordReadsBack() {
        PostProcessed learned = learn(
                steps(List.of("first"), List.of(pixels -> pixels[0] = 0)),
                new int[][] {{1, 1, 0, 2}},
                new int[][] {{0, 1, 0, 2}});
        assertThat(PostProcessedJson.read(PostProcessedJson.write(learned))).isEqualTo(learned);
    }

    @Test
    void runsOfAClassAreThePixelsAgain() {
        Random random = new Random(1);
        for (int length : new int[] {0, 1, 7, 1000}) {
            int[] classes =
                    random.ints(length, 0, 3).map(i -> i * random.nextInt(2)).toArray();
            assertThat(RunLengths.of(classes).classes()).isEqualTo(classes);
        }
    }
}
