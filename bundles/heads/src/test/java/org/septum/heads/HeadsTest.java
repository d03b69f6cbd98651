// SPDX-License-Identifier: Apache-2.0
package org.septum.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.septum.api.UserError;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Mode;
import org.septum.api.graph.Shape;
import org.septum.api.graph.Tensor;
import org.septum.api.head.Head;
import org.septum.api.head.HeadFactory;
import org.septum.api.head.TargetEncoding;
import org.septum.api.plan.ParameterTable;
import org.septum.api.plan.Plan;
import org.septum.graph.PlanningGraphCompiler;

class HeadsTest {

    private static final List<String> LABELS = List.of("background", "rv", "myocardium", "lv");

    private static Head head(HeadFactory factory, Map<String, Object> options) {
        return factory.create(org.septum.api.Arguments.of(factory.options(), options));
    }

    private static Head binary(String... positive) {
        return head(new BinaryFactory(), Map.of("positive", List.of(positive)));
    }

    private static Head multiclass(String... classes) {
        return head(new MulticlassFactory(), Map.of("classes", List.of(classes)));
    }

    @Test
    void binarySeparatesPositiveLabelsFromTheRest() {
        Head head = binary("lv", "rv");
        assertThat(head.encoding()).isEqualTo(TargetEncoding.MASK);
        Head.Bound bound = head.bind(LABELS);
        assertThat(bound.classes()).containsExactly("background", "lv+rv");
        assertThat(bound.classOfLabel()).containsExactly(0, 1, 0, 1);
        int[] decision = new int[4];
        bound.decide(new float[] {-1, 0, Float.MIN_VALUE, 3}, decision);
        assertThat(decision).containsExactly(0, 0, 1, 1);
    }

    @Test
    void binaryTakesTheOnlyForegroundLabel() {
        Head.Bound head = head(new BinaryFactory(), Map.of()).bind(List.of("outside", "lv"));
        assertThat(head.classes()).containsExactly("outside", "lv");
        assertThat(head.classOfLabel()).containsExactly(0, 1);
    }

    @Test
    void multiclassOrdersClassesAsTold() {
        Head head = multiclass("background", "lv", "rv", "myocardium");
        assertThat(head.encoding()).isEqualTo(TargetEncoding.CLASS_INDEX);
        assertThat(head.bind(LABELS).classes()).containsExactly("background", "lv", "rv", "myocardium");
        assertThat(head.bind(LABELS).classOfLabel()).containsExactly(0, 2, 3, 1);
        assertThat(head(new MulticlassFactory(), Map.of()).bind(LABELS).classOfLabel())
                .containsExactly(0, 1, 2, 3);
    }

    /** He et al.: variance 2 / ((1 + a^2) fan-in) with nnU-Net's a of 0.01; here the fan-in is the features' channels. */
    @Test
    void classifierIsInitializedByHesRuleIfAsked() {
        for (HeadFactory factory : List.of(new BinaryFactory(), new MulticlassFactory(), new MultilabelFactory())) {
            Map<String, Object> options = new LinkedHashMap<>(Map.of("initialization", "he"));
            if (factory instanceof BinaryFactory) {
                options.put("positive", List.of("lv"));
            } else if (factory instanceof MultilabelFactory) {
                options.put("regions", Map.of("lv", List.of("lv")));
            }
            PlanningGraphCompiler compiler = new PlanningGraphCompiler();
            GraphBuilder graph = compiler.newGraph(Mode.EVALUATION);
            Tensor features = graph.input("features", new Shape(1, 32, 2, 2));
            Tensor logits = head(factory, options).bind(LABELS).logits(graph, features);
            ParameterTable table =
                    compiler.plan(graph, null, Map.of("logits", logits)).parameters();
            float[] values = new float[100_000];
            table.find("weight").orElseThrow().initializer().fill(values, new Random(1));
            double squares = 0;
            for (float value : values) {
                squares += value * value;
            }
            double variance = 2 / (1.0001 * 32);
            assertThat(squares / values.length).isCloseTo(variance, within(0.02 * variance));
            table.find("bias").orElseThrow().initializer().fill(values, new Random(1));
            assertThat(values).containsOnly(0);
        }
    }

    @Test
    void multiclassTakesTheFirstOfTheLargestLogits() {
        int[] decision = new int[4];
        // Three classes of four pixels.
        float[] logits = {
            1, -1, 0, -5,
            2, -1, 0, -4,
            2, -2, 1, -6,
        };
        multiclass("background", "rv", "lv")
                .bind(List.of("background", "rv", "lv"))
                .decide(logits, decision);
        assertThat(decision).containsExactly(1, 0, 2, 1);
    }

    private static Head multilabel(Map<String, List<String>> regions) {
        return head(new MultilabelFactory(), Map.of("regions", regions));
    }

    private static Head heartRegions() {
        Map<String, List<String>> regions = new LinkedHashMap<>();
        regions.put("heart", List.of("rv", "myocardium", "lv"));
        regions.put("left", List.of("lv", "myocardium"));
        return multilabel(regions);
    }

    @Test
    void multilabelJoinsLabelsOfTheSameRegions() {
        Head head = heartRegions();
        assertThat(head.encoding()).isEqualTo(TargetEncoding.MASK);
        assertThat(head.bind(LABELS).classes()).containsExactly("background", "rv", "myocardium+lv");
        assertThat(head.bind(LABELS).classOfLabel()).containsExactly(0, 1, 2, 2);
        assertThat(head.bind(LABELS).targetChannels()).isEqualTo(2);
        Head.Bound bound = head.bind(LABELS);
        float[] heart = {bound.target(0, 0), bound.target(1, 0), bound.target(2, 0)};
        float[] left = {bound.target(0, 1), bound.target(1, 1), bound.target(2, 1)};
        assertThat(heart).containsExactly(0, 1, 1);
        assertThat(left).containsExactly(0, 0, 1);
    }

    @Test
    void multilabelNamesTheClassesOfItsRegions() {
        assertThat(heartRegions().bind(LABELS).regions()).isEqualTo(Map.of("heart", Set.of(1, 2), "left", Set.of(2)));
        Map<String, List<String>> same = Map.of("lv", List.of("lv"));
        assertThat(multilabel(same).bind(LABELS).regions()).isEmpty();
        Head other = multilabel(Map.of("lv", List.of("lv", "rv"), "x", List.of("lv")));
        assertThatThrownBy(() -> other.bind(LABELS))
                .hasMessageContaining("the region 'lv' is not the class of that name; call it something else");
    }

    @Test
    void multilabelTakesTheMostProbableClass() {
        int[] decision = new int[5];
        // The heart's logits, then the left's. Left without heart is no class: the likelier of neither and both.
        float[] logits = {-1, 2, 2, -1, -3, -1, -1, 1, 2, 2};
        heartRegions().bind(LABELS).decide(logits, decision);
        assertThat(decision).containsExactly(0, 1, 2, 2, 0);
        float[] probabilities = new float[3];
        heartRegions()
                .bind(LABELS)
                .probabilities(new float[] {(float) Math.log(2), (float) Math.log(3)}, 1, probabilities);
        // Odds of 1 for neither, 2 for the heart alone and 2 x 3 for both.
        assertThat(probabilities).containsExactly(new float[] {1 / 9f, 2 / 9f, 6 / 9f}, within(1e-6f));
    }

    static List<Arguments> mistakes() {
        String labels = "; its labels are background, rv, myocardium, lv";
        return List.of(
                Arguments.of(
                        head(new BinaryFactory(), Map.of()),
                        "positive: must be given, because the dataset has 3 labels besides the background" + labels),
                Arguments.of(
                        binary("rv", "Myocard"),
                        "positive: the dataset has no label 'Myocard' (did you mean 'myocardium'?)" + labels),
                Arguments.of(binary("lv", "lv"), "positive: 'lv' stands twice; name each label once"),
                Arguments.of(
                        binary("background"),
                        "positive: 'background' is the background; allowed are rv, myocardium, lv"),
                Arguments.of(
                        multilabel(Map.of("heart", List.of("rv", "lw"))),
                        "regions: the dataset has no label 'lw' (did you mean 'lv'?)" + labels),
                Arguments.of(
                        multilabel(Map.of("all", List.of("background", "lv"))),
                        "regions: 'background' is the background; allowed are rv, myocardium, lv"),
                Arguments.of(
                        multiclass("background", "rw", "lv"),
                        "classes: the dataset has no label 'rw' (did you mean 'rv'?)" + labels),
                Arguments.of(
                        multiclass("background", "rv", "lv"),
                        "classes: the label 'myocardium' is left out; name every label of the dataset: background, rv,"
                                + " myocardium, lv"),
                Arguments.of(
                        multiclass("lv", "background", "rv", "myocardium"),
                        "classes: 'lv' comes first; the background, 'background', must come first"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void explainsWrongLabels(Head head, String message) {
        assertThatThrownBy(() -> head.bind(LABELS))
                .isExactlyInstanceOf(UserError.class)
                .hasMessage("arguments: " + message);
    }

    @Test
    void logitsAreAOneByOneConvolution() {
        PlanningGraphCompiler compiler = new PlanningGraphCompiler();
        GraphBuilder graph = compiler.newGraph(Mode.EVALUATION);
        Tensor features = graph.input("features", new Shape(2, 8, 3, 5));
        Tensor logits = head(new MulticlassFactory(), Map.of()).bind(LABELS).logits(graph.scope("head"), features);
        Tensor logit = binary("lv").bind(LABELS).logits(graph.scope("other"), features);
        Tensor two = heartRegions().bind(LABELS).logits(graph.scope("third"), features);
        assertThat(two.shape()).isEqualTo(new Shape(2, 2, 3, 5));
        assertThat(logits.shape()).isEqualTo(new Shape(2, 4, 3, 5));
        assertThat(logit.shape()).isEqualTo(new Shape(2, 1, 3, 5));
        Plan plan = compiler.plan(graph, null, Map.of("logits", logits));
        assertThat(plan.parameters().find("head.weight").orElseThrow().dimensions())
                .containsExactly(4, 8, 1, 1);
        assertThat(plan.parameters().find("head.bias").orElseThrow().dimensions())
                .containsExactly(4);
    }
}
