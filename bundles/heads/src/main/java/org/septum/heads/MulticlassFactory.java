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

/** The head {@code multiclass}: {@link MulticlassHead}. */
@Component
@PluginType("multiclass")
public final class MulticlassFactory implements HeadFactory {

    private static final Option CLASSES = Option.list(
                    "classes",
                    new OptionType.Text(),
                    "every label of the dataset in the order of the logits, the background first; the dataset's"
                            + " own order if left out")
            .optional();

    @Override
    public String summary() {
        return "one logit per class and pixel: every label is a class, and classes exclude each other";
    }

    @Override
    public Options options() {
        return Options.of(CLASSES, PixelClassifier.INITIALIZATION);
    }

    @Override
    public Head create(Arguments arguments) {
        return new MulticlassHead(arguments);
    }

    /** One logit per class by a 1 x 1 convolution; the largest decides. */
    private record MulticlassHead(Arguments arguments) implements Head {

        @Override
        public TargetEncoding encoding() {
            return TargetEncoding.CLASS_INDEX;
        }

        @Override
        public Bound bind(List<String> labels) {
            return new OfLabels(labels, classes(labels), arguments);
        }

        private List<String> classes(List<String> labels) {
            if (!arguments.has(CLASSES.name())) {
                return List.copyOf(labels);
            }
            List<String> classes = arguments.list(CLASSES.name(), String.class);
            LabelNames.check(arguments, CLASSES.name(), classes, labels);
            for (String label : labels) {
                if (!classes.contains(label)) {
                    throw arguments.error(
                            CLASSES.name(),
                            "the label '" + label + "' is left out; name every label of the dataset: "
                                    + String.join(", ", labels));
                }
            }
            if (!classes.get(0).equals(labels.get(0))) {
                throw arguments.error(
                        CLASSES.name(),
                        "'" + classes.get(0) + "' comes first; the background, '" + labels.get(0)
                                + "', must come first");
            }
            return classes;
        }
    }

    private record OfLabels(List<String> labels, List<String> classes, Arguments arguments) implements Head.Bound {

        @Override
        public Tensor logits(GraphBuilder graph, Tensor features) {
            return PixelClassifier.logits(graph, features, classes.size(), arguments);
        }

        @Override
        public int[] classOfLabel() {
            return labels.stream().mapToInt(classes::indexOf).toArray();
        }

        /** The softmax of the logits. */
        @Override
        public void probabilities(float[] logits, int pixels, float[] probabilities) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                float largest = Float.NEGATIVE_INFINITY;
                for (int at = pixel; at < logits.length; at += pixels) {
                    largest = Math.max(largest, logits[at]);
                }
                double sum = 0;
                for (int at = pixel; at < logits.length; at += pixels) {
                    sum += Math.exp(logits[at] - largest);
                }
                for (int at = pixel; at < logits.length; at += pixels) {
                    probabilities[at] = (float) (Math.exp(logits[at] - largest) / sum);
                }
            }
        }

        /** The class with the largest logit, the first of them if there are several. */
        @Override
        public void decide(float[] logits, int[] decision) {
            int pixels = decision.length;
            for (int i = 0; i < pixels; i++) {
                int best = i;
                for (int at = i + pixels; at < logits.length; at += pixels) {
                    if (logits[at] > logits[best]) {
                        best = at;
                    }
                }
                decision[i] = best / pixels;
            }
        }
    }
}
