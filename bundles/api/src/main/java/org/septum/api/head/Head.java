// SPDX-License-Identifier: Apache-2.0
package org.septum.api.head;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.septum.api.graph.GraphBuilder;
import org.septum.api.graph.Tensor;

/**
 * Turns features into logits, labels into a target, and logits into a decision. It applies no final nonlinearity. Which labels
 * there are, the dataset says; they are bound once, and what is bound does the work.
 */
public interface Head {

    /** How the target is encoded: the class index, or a mask for each logit channel. */
    TargetEncoding encoding();

    /**
     * The head for the labels of a dataset.
     *
     * @param labels the background first
     * @throws org.septum.api.UserError if a label named in the experiment is not in the dataset, or a label of the dataset
     *     has no class
     */
    Bound bind(List<String> labels);

    /**
     * The same for a dataset that knows of regions, which a head may decide where its options name none.
     *
     * @param regions the labels of each, as {@link org.septum.api.data.Dataset#regions} gives them; may be empty
     * @throws org.septum.api.UserError as {@link #bind(List)}
     */
    default Bound bind(List<String> labels, Map<String, List<String>> regions) {
        return bind(labels);
    }

    /** A head whose labels are known. */
    interface Bound {

        /**
         * @param graph scoped to the head's own name
         * @return logits, [batch, logit channels, height, width]
         */
        Tensor logits(GraphBuilder graph, Tensor features);

        /** The channels of the target: 1 for class indices, as many as logit channels for masks. */
        default int targetChannels() {
            return 1;
        }

        /**
         * What the target holds at a pixel of some class. By default it is the class's index, which for two classes is the
         * mask of the only foreground class too.
         *
         * @param classIndex index into {@link #classes}
         * @param channel of the target
         */
        default float target(int classIndex, int channel) {
            return classIndex;
        }

        /** The classes it decides between, the background first; predictions and metrics count in these. */
        List<String> classes();

        /**
         * Regions that overlap: unions of classes that are scored too, each as one foreground class against all else. None
         * by default.
         *
         * @return the classes (indices into {@link #classes}) of each region, by its name, which is no class's
         */
        default Map<String, Set<Integer>> regions() {
            return Map.of();
        }

        /** For each label of the dataset the class (index into {@link #classes}) it belongs to. */
        int[] classOfLabel();

        /**
         * The probability of each class at each pixel of one sample.
         *
         * @param logits channel by channel, row by row
         * @param pixels height times width
         * @param probabilities receives 0 to 1, class by class in the order of {@link #classes}, row by row
         */
        void probabilities(float[] logits, int pixels, float[] probabilities);

        /**
         * Decides each pixel of one sample.
         *
         * @param logits channel by channel, row by row
         * @param decision receives the class of each pixel
         */
        void decide(float[] logits, int[] decision);
    }
}
