// SPDX-License-Identifier: Apache-2.0
package org.septum.heads;

import java.util.List;
import org.septum.api.Arguments;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.head.Head;
import org.septum.api.head.TargetEncoding;

/** One logit per pixel by a 1 x 1 convolution; the target is 1 where the label is one of the positive ones. */
final class BinaryHead implements Head {

    private final Arguments arguments;

    BinaryHead(Arguments arguments) {
        this.arguments = arguments;
    }

    @Override
    public TargetEncoding encoding() {
        return TargetEncoding.MASK;
    }

    @Override
    public Bound bind(List<String> labels) {
        return new OfLabels(labels, positive(labels));
    }

    private List<String> positive(List<String> labels) {
        List<String> foreground = labels.subList(1, labels.size());
        if (!arguments.has("positive")) {
            if (foreground.size() != 1) {
                throw arguments.error(
                        "positive",
                        "must be given, because the dataset has " + foreground.size()
                                + " labels besides the background; its labels are " + String.join(", ", labels));
            }
            return foreground;
        }
        List<String> positive = arguments.list("positive", String.class);
        LabelNames.check(arguments, "positive", positive, labels);
        if (positive.contains(labels.get(0))) {
            throw arguments.error(
                    "positive",
                    "'" + labels.get(0) + "' is the background; allowed are " + String.join(", ", foreground));
        }
        return positive;
    }

    private record OfLabels(List<String> labels, List<String> positive) implements Bound {

        @Override
        public Tensor logits(GraphBuilder graph, Tensor features) {
            return PixelClassifier.logits(graph, features, 1);
        }

        /** The background, and the positive labels' names joined by +. */
        @Override
        public List<String> classes() {
            return List.of(labels.get(0), String.join("+", positive));
        }

        @Override
        public int[] classOfLabel() {
            return labels.stream()
                    .mapToInt(label -> positive.contains(label) ? 1 : 0)
                    .toArray();
        }

        @Override
        public void probabilities(float[] logits, int pixels, float[] probabilities) {
            for (int i = 0; i < pixels; i++) {
                float positive = (float) (1 / (1 + Math.exp(-logits[i])));
                probabilities[i] = 1 - positive;
                probabilities[pixels + i] = positive;
            }
        }

        /** Positive where the logit is above 0, which is a probability above one half. */
        @Override
        public void decide(float[] logits, int[] decision) {
            for (int i = 0; i < decision.length; i++) {
                decision[i] = logits[i] > 0 ? 1 : 0;
            }
        }
    }
}
