// SPDX-License-Identifier: Apache-2.0
package org.septum.heads;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;
import org.septum.api.head.Head;
import org.septum.api.head.HeadFactory;
import org.septum.api.head.TargetEncoding;

/** The head {@code binary}: {@link BinaryHead}. */
@Component
@PluginType("binary")
public final class BinaryFactory implements HeadFactory {

    private static final Option POSITIVE = new Option(
            "positive",
            new OptionType.Listing(new OptionType.Text(), 1, Integer.MAX_VALUE),
            Option.Necessity.OPTIONAL,
            null,
            "the labels that count as positive; may be left out if the dataset has only one besides the background");

    @Override
    public String summary() {
        return "one logit per pixel: positive or background";
    }

    @Override
    public Options options() {
        return Options.of(POSITIVE, PixelClassifier.INITIALIZATION);
    }

    @Override
    public Head create(Arguments arguments) {
        return new BinaryHead(arguments);
    }

    /** One logit per pixel by a 1 x 1 convolution; the target is 1 where the label is one of the positive ones. */
    private record BinaryHead(Arguments arguments) implements Head {

        @Override
        public TargetEncoding encoding() {
            return TargetEncoding.MASK;
        }

        @Override
        public Bound bind(List<String> labels) {
            return new OfLabels(labels, positive(labels), arguments);
        }

        private List<String> positive(List<String> labels) {
            if (arguments.has(POSITIVE.name())) {
                List<String> positive = arguments.list(POSITIVE.name(), String.class);
                LabelNames.checkForeground(arguments, POSITIVE.name(), positive, labels);
                return positive;
            }
            if (labels.size() != 2) {
                throw arguments.error(
                        POSITIVE.name(),
                        "must be given, because the dataset has " + (labels.size() - 1)
                                + " labels besides the background; its labels are " + String.join(", ", labels));
            }
            return labels.subList(1, 2);
        }
    }

    private record OfLabels(List<String> labels, List<String> positive, Arguments arguments) implements Head.Bound {

        @Override
        public Tensor logits(GraphBuilder graph, Tensor features) {
            return PixelClassifier.logits(graph, features, 1, arguments);
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
